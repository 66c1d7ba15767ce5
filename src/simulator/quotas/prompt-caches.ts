import type { CacheUse } from '../call.ts'
import { countInputTokens } from '../token-counts.ts'
import { hashOf } from '../verify-signature.ts'
import { type CacheTtl, type PromptBlock, promptBlocks } from './prompt-blocks.ts'

/** What a prompt finds in a cache, and what is to be kept of it once it is let in. */
export type CacheLookup = { readonly use: CacheUse; readonly keep: () => void }

/** Prompt caches as AWS keeps them: each profile of each source Region has its own. */
export type PromptCaches = {
  /** Undefined for a prompt that is not to be cached. */
  lookUp(owner: string, body: Readonly<Record<string, unknown>>): CacheLookup | undefined
}

/** Shorter prompts are not cached. Source: AWS's user guide, Prompt caching (2026-10). */
const MIN_TOKENS = 1024

const LASTS_MS: Readonly<Record<CacheTtl, number>> = { '5m': 5 * 60_000, '1h': 60 * 60_000 }

/** A prompt up to the end of one of its pieces. */
type Prefix = { readonly key: string; readonly tokens: number; readonly keptFor: CacheTtl | undefined }

/** Empty caches. */
export function createPromptCaches(now: () => number): PromptCaches {
  const kept = new Map<string, { ttl: CacheTtl; expiresAt: number }>()
  const keep = (key: string, ttl: CacheTtl) => kept.set(key, { ttl, expiresAt: now() + LASTS_MS[ttl] })
  const recall = ({ key }: Prefix) => {
    const found = kept.get(key)
    return found && found.expiresAt > now() ? found : undefined
  }
  return {
    lookUp(owner, body) {
      const prefixes = prefixesOf(owner, promptBlocks(body)).filter(({ tokens }) => tokens >= MIN_TOKENS)
      const marked = prefixes.filter(({ keptFor }) => keptFor !== undefined)
      const last = marked.at(-1)
      if (!last) return undefined
      const hit = prefixes.findLast((prefix) => prefix.tokens <= last.tokens && recall(prefix))
      const known = hit && recall(hit)
      const readTokens = hit?.tokens ?? 0
      return {
        use: { readTokens, writeTokens: last.tokens - readTokens, ttl: last.keptFor ?? '5m' },
        keep() {
          if (hit && known) keep(hit.key, known.ttl)
          for (const { key, keptFor = '5m' } of marked) keep(key, keptFor)
        },
      }
    },
  }
}

function prefixesOf(owner: string, blocks: readonly PromptBlock[]): Prefix[] {
  let [key, tokens] = [owner, 0]
  return blocks.map(({ text, keptFor }) => {
    key = hashOf(`${key}\n${text}`)
    tokens += countInputTokens(Buffer.byteLength(text))
    return { key, tokens, keptFor }
  })
}
