import { describe, expect, it, vi } from 'vitest'
import type { ResponseSink, UpstreamResponse } from '../../../src/proxy/exchange.ts'
import { discardBody, holdBody, peekBody } from '../../../src/proxy/lanes/peek-body.ts'
import { readAll, respond } from '../../fixtures/respond.ts'

const PIECES = ['one ', 'two ', 'three']

describe('peekBody', () => {
  it('tells what a body says, and keeps every byte of it', async () => {
    const upstream = scripted()
    const peeking = peekBody(upstream.response, 100)
    for (const piece of PIECES) upstream.sink().data(Buffer.from(piece))
    upstream.sink().end()
    const { response, text } = await peeking
    expect(text).toBe('one two three')
    expect(read(response)).toEqual(['one two three', 'end'])
  })

  it('joins what it holds once, into however many chunks the body was cut', async () => {
    const concat = vi.spyOn(Buffer, 'concat')
    const upstream = scripted()
    const peeking = peekBody(upstream.response, 100)
    for (let i = 0; i < 1000; i++) upstream.sink().data(Buffer.from('x'))
    expect(concat).toHaveBeenCalledOnce()
    const { response, text } = await peeking
    expect([text.length, read(response)]).toEqual([101, ['x'.repeat(1000)]])
  })

  it('looks no further than it may, pauses the upstream, and lets the rest through later', async () => {
    const upstream = scripted()
    const peeking = peekBody(upstream.response, 5)
    expect(upstream.sink().data(Buffer.from('one '))).toBe(true)
    expect(upstream.sink().data(Buffer.from('two '))).toBe(false)
    const { response, text } = await peeking
    expect(text).toBe('one two ')
    const seen = read(response)
    expect(upstream.resumed()).toBe(1)
    upstream.sink().data(Buffer.from('three'))
    upstream.sink().end()
    expect(seen).toEqual(['one two ', 'three', 'end'])
  })

  it('hands a failure on after the bytes that came before it', async () => {
    const upstream = scripted()
    const peeking = peekBody(upstream.response, 100)
    upstream.sink().data(Buffer.from('one '))
    upstream.sink().fail(new Error('broke off'))
    const { response, text } = await peeking
    expect(text).toBe('one ')
    expect(read(response)).toEqual(['one ', 'broke off'])
  })

  it('is the same response otherwise', async () => {
    const upstream = scripted()
    const peeking = peekBody(upstream.response, 100)
    upstream.sink().end()
    const { response } = await peeking
    expect(response).toMatchObject({ status: 400, statusText: 'No', headers: ['A', '1'] })
    expect(response.header('a')).toBe('1')
  })

  it('passes the pause of a slow reader on', async () => {
    const upstream = scripted()
    const peeking = peekBody(upstream.response, 1)
    upstream.sink().data(Buffer.from('one '))
    const { response } = await peeking
    response.pipeTo({ data: () => false, end: () => undefined, fail: () => undefined })
    expect(upstream.resumed()).toBe(0)
    expect(upstream.sink().data(Buffer.from('two '))).toBe(false)
    response.resume()
    expect(upstream.resumed()).toBe(1)
  })
})

it('discardBody reads a body to its end', () => {
  const upstream = scripted()
  discardBody(upstream.response)
  expect(upstream.sink().data(Buffer.from('one '))).toBe(true)
  expect(() => upstream.sink().end()).not.toThrow()
})

/** A response whose body comes when the test says so. */
function scripted() {
  let sink: ResponseSink | undefined
  let resumed = 0
  const response: UpstreamResponse = {
    status: 400,
    statusText: 'No',
    headers: ['A', '1'],
    header: (name) => (name === 'a' ? '1' : undefined),
    pipeTo: (to) => {
      sink = to
    },
    resume: () => {
      resumed++
    },
  }
  return { response, sink: () => sink as ResponseSink, resumed: () => resumed }
}

/** What comes out of a response, as it comes. */
function read(response: UpstreamResponse): string[] {
  const seen: string[] = []
  response.pipeTo({
    data: (chunk) => seen.push(chunk.toString()) > 0,
    end: () => seen.push('end'),
    fail: (error) => seen.push(error.message),
  })
  return seen
}

it('A body that is held waits, whole, for a later turn, and is taken once', async () => {
  const held = holdBody(respond({ status: 429, body: [Buffer.from('one '), Buffer.from('two')] }))
  await new Promise(setImmediate)
  expect(held.status).toBe(429)
  expect(readAll(held)).toMatchObject({ text: 'one two', ending: 'end' })
  expect(() => readAll(held)).toThrow('taken before')
})
