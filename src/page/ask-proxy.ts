import type { DecisionReport } from '../bedrock/resolution-report.ts'
import type { PageModel, PageModels } from './page-data.ts'
import type { Answer } from './page-model.ts'

/** What a question needs of the browser: `fetch`, and the token of this tab. */
export type Asking = {
  readonly fetch: typeof globalThis.fetch
  readonly token: () => string | undefined
}

/** A request for data of the proxy. The token goes in a header: a URL stays in histories. */
export function askFor({ fetch, token }: Asking, path: string, signal: AbortSignal): Promise<Response> {
  const shown = token()
  return fetch(path, { signal, cache: 'no-store', headers: shown ? { authorization: `Bearer ${shown}` } : {} })
}

/** What becomes of an identifier. Rejects where the question was given up. */
export async function askForDecision(asking: Asking, identifier: string, signal: AbortSignal): Promise<Answer> {
  try {
    const response = await askFor(asking, `/-/resolve?model=${encodeURIComponent(identifier)}`, signal)
    const body = await response.json()
    if (response.ok) return { kind: 'decision', decision: body as DecisionReport }
    return { kind: 'problem', message: String(body.message ?? `The proxy answered ${response.status}.`) }
  } catch (error) {
    if (signal.aborted) throw error
    return { kind: 'problem', message: 'The proxy does not answer.' }
  }
}

/** The models of the Region; undefined where they cannot be had. */
export async function askForModels(asking: Asking, signal: AbortSignal): Promise<readonly PageModel[] | undefined> {
  try {
    const response = await askFor(asking, '/-/models', signal)
    return response.ok ? ((await response.json()) as PageModels).models : undefined
  } catch {
    return undefined
  }
}
