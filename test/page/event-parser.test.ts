import { expect, it } from 'vitest'
import { createEventParser } from '../../src/page/event-parser.ts'

const STREAM = 'event: state\ndata: {"a":": \\n"}\n\n: alive\n\nevent: requests\ndata: [1]\n\ndata: x\n\n'
const EVENTS = [
  { name: 'state', data: '{"a":": \\n"}' },
  { name: 'requests', data: '[1]' },
  { name: 'message', data: 'x' },
]

it.each([1, 2, 3, 7, 1000])('events come whole, however a stream is cut: in pieces of %i', (size) => {
  const parser = createEventParser()
  const pieces = STREAM.match(new RegExp(`[^]{1,${size}}`, 'g')) ?? []
  expect(pieces.flatMap((piece) => parser.feed(piece))).toEqual(EVENTS)
})

it('what is not whole yet is no event', () => {
  expect(createEventParser().feed('event: state\ndata: {}\n')).toEqual([])
})
