import { expect, it } from 'vitest'
import { UsageScan } from '../../../src/proxy/account/usage-scan.ts'

const ANTHROPIC_START = { usage: { input_tokens: 3, output_tokens: 1, cache_creation_input_tokens: 0 } }

it.each<[string, unknown, object]>([
  [
    'Converse',
    { usage: { inputTokens: 3, outputTokens: 5, totalTokens: 8, cacheWriteInputTokens: 7 } },
    { inputTokens: 3, outputTokens: 5, cacheWriteTokens: 7 },
  ],
  [
    'the beginning of an Anthropic message',
    { type: 'message_start', message: ANTHROPIC_START },
    { inputTokens: 3, outputTokens: 1, cacheWriteTokens: 0 },
  ],
  ['the end of an Anthropic message', { type: 'message_delta', usage: { output_tokens: 5 } }, { outputTokens: 5 }],
  [
    "Bedrock's metrics",
    { type: 'message_stop', 'amazon-bedrock-invocationMetrics': { inputTokenCount: 3, outputTokenCount: 5 } },
    { inputTokens: 3, outputTokens: 5 },
  ],
  [
    'an Anthropic message with a cache',
    {
      usage: {
        input_tokens: 3,
        cache_read_input_tokens: 11,
        cache_creation_input_tokens: 7,
        cache_creation: { ephemeral_5m_input_tokens: 2, ephemeral_1h_input_tokens: 5 },
        output_tokens: 5,
      },
    },
    {
      inputTokens: 3,
      outputTokens: 5,
      cacheReadTokens: 11,
      cacheWriteTokens: 7,
      cacheWrite5mTokens: 2,
      cacheWrite1hTokens: 5,
    },
  ],
  [
    'the last chunk of a Nova model',
    { metadata: { usage: { inputTokens: 3, outputTokens: 5, cacheReadInputTokenCount: 11 } } },
    { inputTokens: 3, outputTokens: 5, cacheReadTokens: 11 },
  ],
  [
    'Nova Sonic',
    { event: { usageEvent: { totalInputTokens: 3, totalOutputTokens: 5, totalTokens: 8 } } },
    { inputTokens: 3, outputTokens: 5 },
  ],
  ['Llama', { generation: 'x', prompt_token_count: 3, generation_token_count: 5 }, { inputTokens: 3, outputTokens: 5 }],
  ['Titan', { inputTextTokenCount: 3, results: [{ tokenCount: 5 }] }, { inputTokens: 3, outputTokens: 5 }],
  [
    'Chat Completions with a cache',
    { usage: { prompt_tokens: 14, completion_tokens: 5, prompt_tokens_details: { cached_tokens: 11 } } },
    { inputTokens: 3, outputTokens: 5, cacheReadTokens: 11 },
  ],
  [
    'Responses with a cache',
    { response: { usage: { input_tokens: 14, input_tokens_details: { cached_tokens: 11 }, output_tokens: 5 } } },
    { inputTokens: 3, outputTokens: 5, cacheReadTokens: 11 },
  ],
  ['Chat Completions', { usage: { prompt_tokens: 3, completion_tokens: 5 } }, { inputTokens: 3, outputTokens: 5 }],
  [
    'Responses',
    { type: 'response.completed', response: { usage: { input_tokens: 3, output_tokens: 5 } } },
    { inputTokens: 3, outputTokens: 5 },
  ],
])('reads the usage of %s', (_, answer, usage) => {
  expect(usageIn(answer)).toEqual(usage)
})

it.each([
  [undefined],
  [null],
  ['usage'],
  [{ usage: null }],
  [{ usage: { input_tokens: '3' } }],
  [{ usage: { input_tokens: -1, output_tokens: 1.5 } }],
  [{ response: { usage: null } }],
  [{ content: [{ type: 'tool_use', input: { usage: { input_tokens: 3 } } }] }],
])('finds none in %o', (answer) => {
  expect(usageIn(answer)).toEqual({})
})

it('reads one JSON after the other, cut anywhere, and keeps what each of them tells', () => {
  const scan = new UsageScan()
  for (const json of ['{"message":{"usage":{"input_tokens":3}}}', '{"usage":{"in', '{"usage":{"output_tokens":57}}']) {
    scan.begin()
    const bytes = Buffer.from(`xx${json}`)
    for (let at = 2; at < bytes.length; at += 3) scan.feed(bytes, at, Math.min(at + 3, bytes.length))
  }
  expect(scan.usage).toEqual({ inputTokens: 3, outputTokens: 57 })
})

const DETAILS = {
  usage: {
    cacheWriteInputTokens: 9,
    cacheDetails: [
      { ttl: '1h', inputTokens: 4 },
      { inputTokens: 5, ttl: '5m' },
    ],
  },
}

it.each([1, 2, 3, 7, 16, 1000])(
  "reads Converse's list of what was written to the cache in chunks of %d bytes",
  (size) => {
    const scan = new UsageScan()
    const bytes = Buffer.from(JSON.stringify(DETAILS))
    for (let at = 0; at < bytes.length; at += size) scan.feed(bytes, at, Math.min(at + size, bytes.length))
    expect(scan.usage).toEqual({ cacheWriteTokens: 9, cacheWrite1hTokens: 4, cacheWrite5mTokens: 5 })
  },
)

it.each([
  [[{ ttl: '7d', inputTokens: 4 }]],
  [[{ ttl: '5m' }, { inputTokens: 4 }]],
  [[{ ttl: 5, inputTokens: 4 }]],
  [[{ ttl: '5m', inputTokens: '4' }]],
  [[{ ttl: 'x'.repeat(1000), inputTokens: 4 }]],
  [{ ttl: '5m', inputTokens: 4 }],
])('makes nothing of the list %j', (cacheDetails) => {
  expect(usageIn({ usage: { cacheDetails } })).toEqual({})
})

function usageIn(answer: unknown): object {
  const scan = new UsageScan()
  scan.feed(Buffer.from(JSON.stringify(answer) ?? 'undefined'))
  return scan.usage
}
