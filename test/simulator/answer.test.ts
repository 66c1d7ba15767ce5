import { expect, it } from 'vitest'
import { eventStreamAnswer, jsonAnswer, serverSentEventsAnswer } from '../../src/simulator/answer.ts'

it('tells the length of a JSON answer in bytes, not in characters', () => {
  const answer = jsonAnswer({ text: 'ü' }, { status: 418, headers: { 'x-extra': 'yes' } })
  expect(answer.status).toBe(418)
  expect(answer.headers).toEqual({ 'content-type': 'application/json', 'content-length': '13', 'x-extra': 'yes' })
  expect(answer.chunks).toEqual([Buffer.from('{"text":"ü"}')])
})

it('keeps the frames of an event stream apart', () => {
  const frames = [Buffer.from('a'), Buffer.from('b')]
  expect(eventStreamAnswer(frames)).toMatchObject({
    status: 200,
    headers: { 'content-type': 'application/vnd.amazon.eventstream' },
    chunks: frames,
  })
})

it('writes server-sent events with their names, and text as it is', () => {
  const { chunks } = serverSentEventsAnswer([{ name: 'ping', data: { type: 'ping' } }, { data: '[DONE]' }])
  expect(chunks.map(String)).toEqual(['event: ping\ndata: {"type":"ping"}\n\n', 'data: [DONE]\n\n'])
})
