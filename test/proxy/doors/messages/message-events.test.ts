import { describe, expect, it } from 'vitest'
import { messageEvents } from '../../../../src/proxy/doors/messages/message-events.ts'
import type { ResponseSink } from '../../../../src/proxy/exchange.ts'
import { chunkFrame, eventFrame, exceptionFrame } from '../../../../src/simulator/event-frames.ts'
import { readAll, respond } from '../../../fixtures/respond.ts'

const HEADERS = { 'content-type': 'application/vnd.amazon.eventstream', 'x-amzn-requestid': 'r-1' }
const START = chunkFrame({ type: 'message_start', n: 1 })
const STOP = chunkFrame({ type: 'message_stop' })
const START_EVENT = 'event: message_start\ndata: {"type":"message_start","n":1}\n\n'
const STOP_EVENT = 'event: message_stop\ndata: {"type":"message_stop"}\n\n'
const BROKEN_EVENT =
  /^event: error\ndata: \{"type":"error","error":\{"type":"api_error","message":"Bedrock broke .*"\}\}\n\n$/

const translate = (body: Buffer[], isBroken = false) =>
  readAll(messageEvents(respond({ headers: HEADERS, body, isBroken })))

/** A chunk frame of which the vendor's JSON is given as text. */
const chunkOf = (json: string) => eventFrame('chunk', { bytes: Buffer.from(json).toString('base64'), p: 'abcdef' })

describe('The event stream of an invocation', () => {
  it('becomes server-sent events, each as soon as it is there', () => {
    expect(translate([START, STOP])).toEqual({
      chunks: [START_EVENT, STOP_EVENT],
      text: START_EVENT + STOP_EVENT,
      ending: 'end',
    })
  })

  it('may be cut anywhere', () => {
    const bytes = Buffer.concat([START, STOP])
    for (let at = 0; at <= bytes.length; at++) {
      const { text, ending } = translate([bytes.subarray(0, at), bytes.subarray(at)])
      expect([text, ending]).toEqual([START_EVENT + STOP_EVENT, 'end'])
    }
    expect(translate(Array.from(bytes, (byte) => Buffer.of(byte))).text).toBe(START_EVENT + STOP_EVENT)
  })

  it('keeps the JSON of an event as it is', () => {
    const json = '{ "n":12345678901234567890.10, "n":1e400,"type" :"message_stop","s":"\\u00e9é" }'
    expect(translate([chunkOf(json)]).text).toBe(`event: message_stop\ndata: ${json}\n\n`)
  })

  it('keeps JSON with line breaks one event', () => {
    expect(translate([chunkOf('{\n"type":"message_stop"\r\n}')]).text).toBe(
      'event: message_stop\ndata: { "type":"message_stop"  }\n\n',
    )
  })

  it('leaves out what is no chunk', () => {
    expect(translate([eventFrame('initial-response', {}), STOP]).text).toBe(STOP_EVENT)
  })

  it('has the headers of server-sent events, and the others of Bedrock', () => {
    const { status, headers, header } = messageEvents(respond({ headers: { ...HEADERS, 'content-length': '9' } }))
    expect(status).toBe(200)
    expect(headers).toEqual([
      'content-type',
      'text/event-stream; charset=utf-8',
      'cache-control',
      'no-cache',
      'x-amzn-requestid',
      'r-1',
    ])
    expect([header('content-type'), header('content-length'), header('x-amzn-requestid')]).toEqual([
      'text/event-stream; charset=utf-8',
      undefined,
      'r-1',
    ])
  })
})

describe('A stream that fails', () => {
  it.each([
    ['throttlingException', 'rate_limit_error'],
    ['modelStreamErrorException', 'api_error'],
    ['serviceUnavailableException', 'overloaded_error'],
  ])('by %s tells of %s and ends', (exception, type) => {
    const { text, ending } = translate([START, exceptionFrame(exception, 'Too "much".')])
    const error = { type: 'error', error: { type, message: 'Too "much".' } }
    expect(text).toBe(`${START_EVENT}event: error\ndata: ${JSON.stringify(error)}\n\n`)
    expect(ending).toBe('end')
  })

  it.each([
    ['breaks off between two events', [START], true],
    ['breaks off inside of an event', [START, STOP.subarray(0, 20)], true],
    ['ends inside of an event', [START, STOP.subarray(0, 20)], false],
    ['ends without its last event', [START], false],
    ['has a damaged frame', [START, Buffer.concat([STOP.subarray(0, -1), Buffer.of(1)])], false],
    ['has a frame that is too long', [START, Buffer.from([0xff, 0, 0, 0, 0, 0, 0, 0])], false],
    ['has a chunk that is no JSON', [START, chunkOf('nonsense')], false],
    ['has a chunk without a type', [START, chunkOf('{"a":1}')], false],
    ['has a chunk without bytes', [START, eventFrame('chunk', {})], false],
  ])('because it %s tells so, once, and is broken off', (_, body, isBroken) => {
    const { text, ending } = translate(body, isBroken)
    expect(text.startsWith(START_EVENT)).toBe(true)
    expect(text.slice(START_EVENT.length)).toMatch(BROKEN_EVENT)
    expect(ending).toBe('fail')
  })

  it('after its last event is broken off without another one', () => {
    expect(translate([STOP], true)).toMatchObject({ text: STOP_EVENT, ending: 'fail' })
  })
})

it('A slow reader pauses the upstream and lets it go on', () => {
  let upstreamSink: ResponseSink | undefined
  let resumed = 0
  const upstream = {
    ...respond({ headers: HEADERS }),
    pipeTo: (sink: ResponseSink) => {
      upstreamSink = sink
    },
    resume: () => {
      resumed++
    },
  }
  const response = messageEvents(upstream)
  response.pipeTo({ data: () => false, end: () => undefined, fail: () => undefined })
  expect(upstreamSink?.data(START.subarray(0, 10))).toBe(true)
  expect(upstreamSink?.data(START.subarray(10))).toBe(false)
  response.resume()
  expect(resumed).toBe(1)
})
