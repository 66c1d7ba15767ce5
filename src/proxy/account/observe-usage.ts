import type { TokenUsage } from '../../bedrock/token-usage.ts'
import type { ResponseSink, UpstreamResponse } from '../exchange.ts'
import { type UsageReader, usageReaderFor } from './usage-readers.ts'

/** A response that is relayed as it is, and what it has told of the tokens that it took. */
export type Observed = { readonly response: UpstreamResponse; readonly usage: () => TokenUsage }

/**
 * Watches a response for its token counts: in its headers, else in its bytes, each after it has been handed on. Nothing is
 * delayed, changed or kept.
 */
export function observeUsage(response: UpstreamResponse): Observed {
  const told = usageInHeaders(response)
  const isRead = response.status < 300 && told.inputTokens === undefined
  const reader = isRead ? usageReaderFor(response.header('content-type') ?? '') : undefined
  if (!reader) return { response, usage: () => told }
  return { response: watched(response, reader), usage: () => reader.usage() }
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

function watched(response: UpstreamResponse, reader: UsageReader): UpstreamResponse {
  const { status, statusText, headers } = response
  return {
    status,
    statusText,
    headers,
    header: (name) => response.header(name),
    pipeTo: (sink) => response.pipeTo(watchedSink(sink, reader)),
    resume: () => response.resume(),
  }
}

function watchedSink(sink: ResponseSink, reader: UsageReader): ResponseSink {
  return {
    data(chunk) {
      const wantsMore = sink.data(chunk)
      reader.feed(chunk)
      return wantsMore
    },
    end: () => sink.end(),
    fail: (error) => sink.fail(error),
  }
}
