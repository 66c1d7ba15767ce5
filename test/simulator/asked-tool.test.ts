import { describe, expect, it } from 'vitest'
import { anthropicInvocationStream, messages } from '../../src/simulator/anthropic-answers.ts'
import { askedTool } from '../../src/simulator/asked-tool.ts'
import { converse, converseStream } from '../../src/simulator/converse-answers.ts'
import { responses } from '../../src/simulator/openai-answers.ts'
import { decodeChunks, decodeFrames } from '../fixtures/decode-frames.ts'
import { eventsOf, jsonOf, simulatedCall } from '../fixtures/simulated-call.ts'

const WORDS = 'Call the tool Bash with {"command":"echo {1}."}.'
const INPUT = { command: 'echo {1}.' }
const ASKED = { name: 'Bash', input: INPUT }
const PERSON = {
  role: 'user',
  content: [
    { type: 'text', text: 'Some context.' },
    { type: 'text', text: WORDS },
  ],
}
const ANTHROPIC = { messages: [PERSON], tools: [{ name: 'Bash', input_schema: {} }] }
const CONVERSE = {
  messages: [{ role: 'user', content: [{ text: WORDS }] }],
  toolConfig: { tools: [{ toolSpec: { name: 'Bash' } }] },
}
const RESPONSES = {
  input: [{ type: 'message', role: 'user', content: [{ type: 'input_text', text: WORDS }] }],
  tools: [{ type: 'function', name: 'Bash' }],
}
const IN_NAMESPACE = {
  input: [
    { type: 'additional_tools', tools: [{ type: 'namespace', name: 'functions', tools: RESPONSES.tools }] },
    ...RESPONSES.input,
  ],
  tools: [],
}

it.each([
  ['Anthropic’s API', ANTHROPIC],
  ['Anthropic’s API, as a plain text', { ...ANTHROPIC, messages: [{ role: 'user', content: WORDS }] }],
  [
    'Anthropic’s API, with a word of the client’s behind it',
    { ...ANTHROPIC, messages: [PERSON, { role: 'system', content: 'Note.' }] },
  ],
  ['Converse', CONVERSE],
  ['Responses', RESPONSES],
  ['Responses, with a namespace of tools among the messages', IN_NAMESPACE],
])('finds the tool that a person told the model to call, in the words of %s', (_, body) => {
  expect(askedTool(body)).toEqual(ASKED)
})

it.each<[why: string, body: Record<string, unknown>]>([
  ['the request offers no such tool', { ...ANTHROPIC, tools: [{ name: 'Read' }] }],
  ['the request offers none at all', { messages: [PERSON] }],
  [
    'the model has called it',
    { ...ANTHROPIC, messages: [PERSON, { role: 'assistant', content: [] }, { role: 'user', content: [] }] },
  ],
  [
    'the model has called a function',
    { ...RESPONSES, input: [...RESPONSES.input, { type: 'function_call' }, { type: 'function_call_output' }] },
  ],
  ['nobody said so', { ...ANTHROPIC, messages: [{ role: 'user', content: 'Say hello.' }] }],
  [
    'what was given is no JSON',
    { ...ANTHROPIC, messages: [{ role: 'user', content: 'Call the tool Bash with {echo}.' }] },
  ],
  ['there is nothing', {}],
])('finds none where %s', (_, body) => {
  expect(askedTool(body)).toBeUndefined()
})

describe('a model that is told to call a tool', () => {
  it('calls it in an Anthropic message, whole and as it streams', () => {
    expect(jsonOf(messages(simulatedCall({ body: ANTHROPIC })))).toMatchObject({
      stop_reason: 'tool_use',
      content: [{ type: 'tool_use', name: 'Bash', input: INPUT }],
    })
    const events = decodeChunks(anthropicInvocationStream(simulatedCall({ body: ANTHROPIC })).chunks)
    const given = events.map((event) => event.delta?.partial_json ?? '').join('')
    expect(JSON.parse(given)).toEqual(INPUT)
    expect(events[1]?.content_block).toMatchObject({ type: 'tool_use', name: 'Bash', input: {} })
    expect(events.at(-2)?.delta?.stop_reason).toBe('tool_use')
  })

  it('calls it in Converse, whole and as it streams', () => {
    expect(jsonOf(converse(simulatedCall({ body: CONVERSE })))).toMatchObject({
      stopReason: 'tool_use',
      output: { message: { content: [{ toolUse: ASKED }] } },
    })
    const payloads = decodeFrames(converseStream(simulatedCall({ body: CONVERSE })).chunks).map(
      ({ payload }) => payload,
    )
    expect(payloads[1]).toMatchObject({ start: { toolUse: { name: 'Bash' } } })
    expect(payloads[2]).toMatchObject({ delta: { toolUse: { input: JSON.stringify(INPUT) } } })
    expect(payloads.at(-2)).toEqual({ stopReason: 'tool_use' })
  })

  it('calls it in Responses, whole and as it streams', () => {
    const call = { type: 'function_call', name: 'Bash', arguments: JSON.stringify(INPUT) }
    expect(jsonOf(responses(simulatedCall({ body: RESPONSES })))).toMatchObject({ output: [call] })
    const events = eventsOf(responses(simulatedCall({ body: { ...RESPONSES, stream: true } })))
    expect(events.map(({ type }) => type)).toEqual([
      'response.created',
      'response.output_item.added',
      'response.function_call_arguments.delta',
      'response.function_call_arguments.done',
      'response.output_item.done',
      'response.completed',
    ])
    expect(events.at(-1).response.output).toMatchObject([call])
  })
})
