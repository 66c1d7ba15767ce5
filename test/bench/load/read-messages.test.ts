import { describe, expect, it } from 'vitest'
import { createMessageReader } from '../../../bench/load/read-messages.ts'

const SIZED = 'HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello'
const CHUNKED = 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n'
const EMPTY = 'GET / HTTP/1.1\r\nhost: a\r\n\r\n'

describe.each([
  ['framed by content-length', SIZED, 1],
  ['in chunks', CHUNKED, 1],
  ['without a body', EMPTY, 0],
])('a message %s', (_, message, bodies) => {
  it.each([1, 2, 3, 7, 1000])('ends once where it comes in pieces of %d bytes', (size) => {
    const { feed, heads } = reading()
    feed(message, size)
    feed(message, size)
    expect(heads).toEqual([headOf(message), headOf(message)])
  })

  it('tells of its body before its end', () => {
    const { feed, events } = reading()
    feed(message, 1000)
    expect(events).toEqual([...Array(bodies).fill('body'), 'end'])
  })
})

it('does not take a message for complete before its last byte', () => {
  for (const message of [SIZED, CHUNKED]) {
    const { feed, heads } = reading()
    feed(message.slice(0, -1), 1000)
    expect(heads).toEqual([])
  }
})

function reading() {
  const heads: string[] = []
  const events: string[] = []
  const read = createMessageReader({
    onBodyBytes: () => events.push('body'),
    onMessage: (head) => {
      heads.push(head)
      events.push('end')
    },
  })
  const feed = (message: string, size: number) => {
    for (let at = 0; at < message.length; at += size) read(Buffer.from(message.slice(at, at + size)))
  }
  return { feed, heads, events }
}

function headOf(message: string): string {
  return message.slice(0, message.indexOf('\r\n\r\n'))
}
