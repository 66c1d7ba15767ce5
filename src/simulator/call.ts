import type { Catalog } from '../bedrock/catalog.ts'
import type { CacheTtl } from './quotas/prompt-blocks.ts'

/** What a request read from a cache and wrote into it, in tokens. */
export type CacheUse = { readonly readTokens: number; readonly writeTokens: number; readonly ttl: CacheTtl }

/** A request that was let in, as the answers see it. */
export type Call = {
  readonly catalog: Catalog
  /** The path labels, percent-decoded once. */
  readonly labels: Readonly<Record<string, string>>
  readonly query: URLSearchParams
  /** The JSON body; empty where there was none or it was no object. */
  readonly body: Readonly<Record<string, unknown>>
  /** The identifier of the model that runs; empty for operations that name none. */
  readonly model: string
  /** Without those that a cache read or wrote. */
  readonly inputTokens: number
  /** What a cache read and wrote; absent where nothing was to be cached. */
  readonly cache?: CacheUse
  /** How many tokens the model claims to have said, where that is not what it did say. */
  readonly outputTokens?: number
  /** The most that a page of a listing holds, whatever was asked for. */
  readonly maxPageSize?: number | undefined
}

/** What every simulated model says, token by token: the identifier it ran as and the Region it was called in. */
export function replyTokens({ model, catalog }: Call): string[] {
  return ['Hello ', 'from ', `${model} `, 'in ', `${catalog.region}.`]
}

/** The same in one piece. */
export function replyText(call: Call): string {
  return replyTokens(call).join('')
}

/** How many tokens the model says that it said. */
export function outputTokensOf(call: Call): number {
  return call.outputTokens ?? replyTokens(call).length
}

/** Milliseconds that a simulated model claims to have taken. */
export const LATENCY_MS = 42
