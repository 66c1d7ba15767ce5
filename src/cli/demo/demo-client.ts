/** Where a call goes, and as whom. */
export type Target = {
  readonly endpoint: string
  readonly region: string
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string }
  /** What the call carries where the client cannot sign. */
  readonly bearerToken: string
}

/** A client of Bedrock's that the demo can call with. */
export type DemoClient = {
  /** The client's name, for the person who watches. */
  readonly name: string
  /** Calls ConverseStream and yields the tokens as they come. Throws an error with AWS's exception name and message. */
  converseStream(target: Target, modelId: string): AsyncIterable<string>
}

/** What the demo asks every time. */
export const MESSAGES = [{ role: 'user' as const, content: [{ text: 'Say hello.' }] }]

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
