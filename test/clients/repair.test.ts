import Anthropic from '@anthropic-ai/sdk'
import { BedrockRuntimeClient, ConverseCommand } from '@aws-sdk/client-bedrock-runtime'
import { describe, expect, it } from 'vitest'
import { startPair } from '../fixtures/start-pair.ts'

const SONNET = 'anthropic.claude-sonnet-4-6'

/** What Claude Code 2.1.332 sends in the Anthropic dialect. */
const FLAGS = [
  'claude-code-20250219',
  'interleaved-thinking-2025-05-14',
  'context-management-2025-06-27',
  'per-turn-control-2026-07-01',
  'mid-conversation-tool-changes-2026-07-01',
  'thinking-token-count-2026-05-13',
  'advanced-tool-use-2025-11-20',
  'effort-2025-11-24',
]
const ASK = {
  model: SONNET,
  max_tokens: 64,
  messages: [{ role: 'user' as const, content: 'hi' }],
  context_management: { edits: [] },
  output_config: { effort: 'high' as const },
  tools: [
    { name: 'look', description: 'd', input_schema: { type: 'object' as const }, defer_loading: true },
    { name: 'see', description: 'd', input_schema: { type: 'object' as const } },
  ],
}

describe('Claude Code against a strict Bedrock', () => {
  it.each(['eu-central-1', 'ap-southeast-2'])(
    'is served in %s after one repair, and at once from then on',
    async (region) => {
      const pair = await startPair({ region })
      const client = new Anthropic({ apiKey: 'local', baseURL: pair.proxy.url, maxRetries: 0 })
      const ask = () => client.beta.messages.create({ ...ASK, betas: FLAGS }).withResponse()
      const first = await ask()
      expect(first.response.headers.get('x-bedrock-proxy-repaired')).toBe(
        'beta=per-turn-control-2026-07-01,thinking-token-count-2026-05-13,advanced-tool-use-2025-11-20',
      )
      expect(first.response.headers.get('x-bedrock-proxy-attempts')).toBe('2')
      const second = await ask()
      expect(second.response.headers.get('x-bedrock-proxy-attempts')).toBe('1')
      expect(second.response.headers.get('x-bedrock-proxy-repaired')).toMatch(/; learned$/)
      await expect
        .poll(() => pair.proxy.records().at(-1))
        .toMatchObject({ repaired: [expect.stringMatching(/^beta=/), 'learned'] })
    },
  )

  it('has its message counted, whatever flags it sends', async () => {
    const { proxy } = await startPair()
    const client = new Anthropic({ apiKey: 'local', baseURL: proxy.url, maxRetries: 0 })
    const { max_tokens: _, ...ask } = ASK
    const count = await client.beta.messages.countTokens({ ...ask, betas: FLAGS as Anthropic.Beta.AnthropicBeta[] })
    expect(count.input_tokens).toBeGreaterThan(0)
  })

  it('gets the refusal of Bedrock where repair is off', async () => {
    const { proxy } = await startPair({ repair: 'off' })
    const client = new Anthropic({ apiKey: 'local', baseURL: proxy.url, maxRetries: 0 })
    await expect(client.beta.messages.create({ ...ASK, betas: FLAGS })).rejects.toMatchObject({ status: 400 })
  })
})

it('A field that Bedrock’s schema lacks leaves Converse, told in a header', async () => {
  const { proxy } = await startPair()
  const client = new BedrockRuntimeClient({
    region: 'eu-central-1',
    endpoint: proxy.url,
    credentials: { accessKeyId: 'AKIDLOCAL', secretAccessKey: 'local' },
  })
  let told: string | undefined
  client.middlewareStack.add(
    (next) => async (args) => {
      const result = await next(args)
      told = (result.response as { headers: Record<string, string> }).headers['x-bedrock-proxy-repaired']
      return result
    },
    { step: 'deserialize', priority: 'low' },
  )
  const answer = await client.send(
    new ConverseCommand({
      modelId: SONNET,
      messages: [{ role: 'user', content: [{ text: 'hi' }] }],
      additionalModelRequestFields: { no_such_field: 1, top_k: 5 },
    }),
  )
  expect(answer.stopReason).toBe('end_turn')
  expect(told).toBe('field=additionalModelRequestFields.no_such_field')
  client.destroy()
})
