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

function usageIn(answer: unknown): object {
  const scan = new UsageScan()
  scan.feed(Buffer.from(JSON.stringify(answer) ?? 'undefined'))
  return scan.usage
}
