import type { TokenUsage } from '../../bedrock/token-usage.ts'
import type { UpstreamResponse } from '../exchange.ts'
import { type UsageReader, usageReaderFor } from './usage-readers.ts'

/** What looks for the token counts of a response: its headers, else its bytes. Nothing is delayed, changed or kept. */
export function observeUsage(response: UpstreamResponse): UsageReader {
  const told = usageInHeaders(response)
  const isRead = response.status < 300 && told.inputTokens === undefined
  return (isRead ? usageReaderFor(response.header('content-type')) : undefined) ?? { usage: () => told }
}

const HEADERS: readonly (readonly [keyof TokenUsage, string])[] = [
  ['inputTokens', 'x-amzn-bedrock-input-token-count'],
  ['outputTokens', 'x-amzn-bedrock-output-token-count'],
  ['cacheWriteTokens', 'x-amzn-bedrock-cache-write-input-token-count'],
]

function usageInHeaders(response: UpstreamResponse): TokenUsage {
  const told: { -readonly [Name in keyof TokenUsage]: TokenUsage[Name] } = {}
  for (const [name, header] of HEADERS) {
    const text = response.header(header)
    if (text !== undefined && /^\d{1,15}$/.test(text)) told[name] = Number(text)
  }
  return told
}
