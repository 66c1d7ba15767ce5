import type { DemoClient } from './demo-client.ts'

/** The real AWS SDK, where it is installed; else fetch, which needs no package that a user would not have. */
export async function loadDemoClient(): Promise<DemoClient> {
  try {
    return (await import('./sdk-client.ts')).sdkClient
  } catch (error) {
    if (!isMissingPackage(error)) throw error
    return (await import('./fetch-client.ts')).fetchClient
  }
}

function isMissingPackage(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_MODULE_NOT_FOUND'
}
