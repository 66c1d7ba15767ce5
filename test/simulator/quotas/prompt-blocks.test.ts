import { expect, it } from 'vitest'
import { promptBlocks } from '../../../src/simulator/quotas/prompt-blocks.ts'

const KEEP = { type: 'ephemeral' }

it('reads a body for Anthropic in the order of the model, each marker with what it stands in', () => {
  const body = {
    messages: [
      { role: 'user', content: 'hi' },
      { role: 'user', content: [{ type: 'text', text: 'b', cache_control: { ...KEEP, ttl: '1h' } }] },
    ],
    system: [{ type: 'text', text: 'a', cache_control: KEEP }],
    tools: [{ name: 't' }],
  }
  expect(promptBlocks(body)).toEqual([
    { text: '{"name":"t"}' },
    { text: '{"type":"text","text":"a"}', keptFor: '5m' },
    { text: 'hi' },
    { text: '{"type":"text","text":"b"}', keptFor: '1h' },
  ])
})

it('reads a body of Converse, whose markers stand behind', () => {
  const cachePoint = { type: 'default' }
  const body = {
    toolConfig: { tools: [{ toolSpec: { name: 't' } }, { cachePoint }] },
    system: [{ text: 'a' }],
    messages: [
      { role: 'user', content: [{ cachePoint }, { text: 'b' }, { cachePoint: { ...cachePoint, ttl: '1h' } }] },
    ],
  }
  expect(promptBlocks(body)).toEqual([
    { text: '{"toolSpec":{"name":"t"}}', keptFor: '5m' },
    { text: '{"text":"a"}', keptFor: '5m' },
    { text: '{"text":"b"}', keptFor: '1h' },
  ])
})

it('finds nothing in what is no prompt', () => {
  expect(promptBlocks({ messages: 7, tools: null })).toEqual([])
})
