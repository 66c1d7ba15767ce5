import { describe, expect, it } from 'vitest'
import { problemsOf, type Reading } from '../../../src/simulator/strictness/problems-of.ts'

const WHOLE = { anthropic_version: 'bedrock-2023-05-31', max_tokens: 1, messages: [] }
const TOOL = { name: 'a', input_schema: { type: 'object', anything: 1 } }
const text = (members: object = {}) => ({ type: 'text', text: 'a', ...members })
const asked = (...content: object[]) => ({ ...WHOLE, messages: [{ role: 'user', content }] })
const EPHEMERAL = { type: 'ephemeral', ttl: '1h' }

function told(body: object, { reader = 'invoke', ...reading }: Partial<Reading> = {}): string[] {
  return [...problemsOf(body, { reader, flags: [], ...reading })].map(
    ({ kind, at }) => `${kind} ${at.map(({ name }) => name).join('.')}`,
  )
}

describe('The schema of a body for Anthropic', () => {
  it.each([
    ['a string for content and for system', { ...WHOLE, system: 'b', messages: [{ role: 'user', content: 'c' }] }],
    ['tools of one’s own, without a type and with it', { ...WHOLE, tools: [TOOL, { ...TOOL, type: 'custom' }] }],
    ['tools that Bedrock knows', { ...WHOLE, tools: [{ type: 'bash_20250124', name: 'bash' }] }],
    ['a cache', asked(text({ cache_control: EPHEMERAL }))],
    ['thinking', { ...WHOLE, thinking: { type: 'enabled', budget_tokens: 1 } }],
    ['adaptive thinking', { ...WHOLE, thinking: { type: 'adaptive' } }],
    ['what comes back from tools', asked({ type: 'tool_result', tool_use_id: 'a', content: [text()] })],
    ['the arguments of a tool, whatever they hold', asked({ type: 'tool_use', id: 'a', name: 'b', input: { x: {} } })],
    ['metadata', { ...WHOLE, metadata: { user_id: 'a' } }],
  ])('takes %s', (_, body) => {
    expect(told(body)).toEqual([])
  })

  it.each([
    ['a member that nobody knows', { ...WHOLE, no_such_field: 1 }, 'extra no_such_field'],
    ['a name that objects have by birth', { ...WHOLE, constructor: 1 }, 'extra constructor'],
    ['the model, which stands in the path', { ...WHOLE, model: 'a' }, 'extra model'],
    ['a stream, which is an operation', { ...WHOLE, stream: true }, 'extra stream'],
    [
      'a tool that is deferred',
      { ...WHOLE, tools: [TOOL, { ...TOOL, defer_loading: true }] },
      'extra tools.1.custom.defer_loading',
    ],
    [
      'a scope of a cache',
      asked(text({ cache_control: { ...EPHEMERAL, scope: 'a' } })),
      'extra messages.0.content.0.text.cache_control.ephemeral.scope',
    ],
    [
      'a scope in the system prompt',
      { ...WHOLE, system: [text({ cache_control: { ...EPHEMERAL, scope: 'a' } })] },
      'extra system.0.cache_control.ephemeral.scope',
    ],
    [
      'something deep in a result',
      asked({ type: 'tool_result', tool_use_id: 'a', content: [text({ x: 1 })] }),
      'extra messages.0.content.0.tool_result.content.0.text.x',
    ],
    [
      'how thinking is shown',
      { ...WHOLE, thinking: { type: 'adaptive', display: 'omitted' } },
      'extra thinking.adaptive.display',
    ],
    ['a message without its role', { ...WHOLE, messages: [{ content: 'a' }] }, 'missing messages.0.role'],
    ['a tool without its name', { ...WHOLE, tools: [{ input_schema: {} }] }, 'missing tools.0.custom.name'],
    ['a type that there is not', asked({ type: 'hologram' }), 'unknown-type messages.0.content.0'],
    [
      'a tool of a server of Anthropic’s',
      { ...WHOLE, tools: [{ type: 'web_search_20250305', name: 'a' }] },
      'unknown-type tools.0',
    ],
  ])('refuses %s', (_, body, problem) => {
    expect(told(body)).toEqual([problem])
  })

  it.each([
    ['defer_loading', 'tool-search-tool-2025-10-19', { ...WHOLE, tools: [{ ...TOOL, defer_loading: true }] }],
    ['output_config.effort', 'effort-2025-11-24', { ...WHOLE, output_config: { effort: 'low' } }],
    [
      'thinking.display',
      'thinking-display-updates-2026-08-18',
      { ...WHOLE, thinking: { type: 'adaptive', display: 'omitted' } },
    ],
    [
      'eager_input_streaming',
      'fine-grained-tool-streaming-2025-05-14',
      { ...WHOLE, tools: [{ ...TOOL, eager_input_streaming: true }] },
    ],
    [
      'context_management',
      'context-management-2025-06-27',
      { ...WHOLE, context_management: { edits: [{ type: 'clear_thinking_20251015' }] } },
    ],
    [
      'a computer',
      'computer-use-2025-11-24',
      { ...WHOLE, tools: [{ type: 'computer_20251124', name: 'a', display_width_px: 1 }] },
    ],
  ])('takes %s with %s alone', (_, flag, body) => {
    expect(told(body)).toHaveLength(1)
    expect(told(body, { flags: [flag] })).toEqual([])
  })

  it('tells what is missing before what is too much, and what is too much in the order of the document', () => {
    const body = { b: 1, tools: [{ ...TOOL, y: 1 }], a: 1 }
    expect(told(body)).toEqual([
      'missing anthropic_version',
      'missing max_tokens',
      'missing messages',
      'extra b',
      'extra tools.0.custom.y',
      'extra a',
    ])
  })

  it('wants of each reader what that one needs', () => {
    expect(told({ model: 'a', messages: [] }, { reader: 'mantle-count' })).toEqual([])
    expect(told({ model: 'a', messages: [], max_tokens: 1 }, { reader: 'mantle-count' })).toEqual(['extra max_tokens'])
    expect(told({ model: 'a', stream: true, messages: [] }, { reader: 'messages' })).toEqual(['missing max_tokens'])
    expect(told({ top_k: 1 }, { reader: 'converse' })).toEqual([])
  })

  it('refuses what it is told to refuse, wherever in a list it stands', () => {
    const body = {
      ...WHOLE,
      tools: [
        { ...TOOL, strict: true },
        { ...TOOL, strict: true },
      ],
      top_k: 1,
    }
    expect(told(body, { refused: ['tools[].strict', 'top_k'] })).toEqual([
      'extra tools.0.custom.strict',
      'extra tools.1.custom.strict',
      'extra top_k',
    ])
  })
})
