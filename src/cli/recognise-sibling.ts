import type { Settings } from '../settings/settings.ts'
import { askProxy } from './ask-proxy.ts'
import { proxyUrl } from './connect/make-connection.ts'

/**
 * What to do about a start that failed: where another proxy of ours has the place, the error says so, and which it is. Any
 * other failure is passed on as it is.
 */
export function recogniseSibling(settings: Settings): (error: unknown) => Promise<never> {
  return async (error) => {
    const { socket, port } = settings
    if (!isPlaceTaken(error)) throw error
    const answer = await askProxy(socket === undefined ? { url: proxyUrl(settings) } : { socket })
    if (answer.kind !== 'proxy') throw error
    const place = socket ?? `Port ${port}`
    const another = socket === undefined ? '--port' : '--socket'
    throw new Error(
      `${place} is taken by another bedrock-profile-proxy, version ${answer.version}, for ${answer.region}. Use that one, stop it, or choose another ${another}.`,
      { cause: error },
    )
  }
}

function isPlaceTaken(error: unknown): boolean {
  const { cause } = error instanceof Error ? error : {}
  return cause instanceof Error && 'code' in cause && cause.code === 'EADDRINUSE'
}
