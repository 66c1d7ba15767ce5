import { buffer } from 'node:stream/consumers'
import { describe, expect, it } from 'vitest'
import { ProxyError } from '../../../src/bedrock/errors.ts'
import { openFrame, uploadEvents } from '../../../src/proxy/both-ways/upload-events.ts'
import { END, envelope, innerFrame } from '../../fixtures/event-client.ts'
import { openHttp2Stream } from '../../fixtures/open-http2-stream.ts'

const EVENT = innerFrame({ sessionStart: {} })
/** A signature that a reader can see. */
const signEvent = (event: Uint8Array) => Buffer.from(`<${Buffer.from(event).toString('latin1')}>`, 'latin1')
const signed = (event: Uint8Array) => signEvent(event).toString('latin1')

const ignore = (_: number): void => undefined

/** What an upload makes of what a client sends: what arrives upstream, and what it was told. */
async function upload(said: readonly Buffer[], { maxFrameBytes = 10_000, isEnded = true, hold = ignore } = {}) {
  const refusals: ProxyError[] = []
  let bytes = 0
  const { stream: upstream, accepted } = await openHttp2Stream()
  const { stream: client, accepted: fromClient } = await openHttp2Stream()
  const onBytes = (count: number) => {
    bytes += count
  }
  const onRefused = (error: ProxyError) => {
    refusals.push(error)
    upstream.end()
  }
  uploadEvents(await fromClient, upstream, { signEvent, maxFrameBytes, onBytes, hold, onRefused })
  for (const chunk of said) client.write(chunk)
  if (isEnded) client.end()
  const arrived = (await buffer(await accepted)).toString('latin1')
  return { arrived, refusals: refusals.map(({ code }) => code), bytes }
}

describe('uploadEvents', () => {
  it('signs each event anew, and the last one as well', async () => {
    const said = [envelope(EVENT), envelope(EVENT), END]
    expect(await upload(said)).toEqual({
      arrived: signed(EVENT) + signed(EVENT) + signed(Buffer.alloc(0)),
      refusals: [],
      bytes: Buffer.concat(said).length,
    })
  })

  it('writes the end of a stream whose events come without signatures', async () => {
    expect((await upload([EVENT])).arrived).toBe(signed(EVENT) + signed(Buffer.alloc(0)))
  })

  it('tells how much of a frame it holds that is not whole yet', async () => {
    const held: number[] = []
    await upload([Buffer.concat([EVENT, EVENT.subarray(0, 30)])], { hold: (bytes) => void held.push(bytes) })
    expect(held).toEqual([30])
  })

  it('refuses what there is no room for', async () => {
    const hold = () => {
      throw new ProxyError('too-many-bytes', 'No room.')
    }
    expect((await upload([EVENT.subarray(0, 30)], { isEnded: false, hold })).refusals).toEqual(['too-many-bytes'])
  })

  it('writes no end for a client that signs', async () => {
    expect((await upload([envelope(EVENT)])).arrived).toBe(signed(EVENT))
  })

  it('sends nothing where a client says nothing', async () => {
    expect((await upload([])).arrived).toBe('')
  })

  it.each([
    ['truncated-body', [envelope(EVENT), EVENT.subarray(0, 30)], {}],
    ['malformed-body', [envelope(EVENT), Buffer.alloc(16)], { isEnded: false }],
    ['body-too-large', [envelope(EVENT), envelope(Buffer.alloc(300))], { isEnded: false, maxFrameBytes: 300 }],
    ['malformed-body', [envelope(EVENT), Buffer.from('{"no": "frame"}')], { isEnded: false }],
  ] as const)('refuses with %s, and sends what was whole before', async (code, said, options) => {
    expect(await upload([...said], options)).toMatchObject({ arrived: signed(EVENT), refusals: [code] })
  })
})

const INNER = innerFrame({ sessionStart: {} })

describe('openFrame', () => {
  it('takes an event out of its envelope, every byte of it', () => {
    const { event, isSigned } = openFrame(envelope(INNER))
    expect(isSigned).toBe(true)
    expect(Buffer.from(event)).toEqual(INNER)
  })

  it('finds nothing in the last envelope', () => {
    expect(openFrame(END)).toMatchObject({ isSigned: true, event: { length: 0 } })
  })

  it('takes a frame without an envelope for the event itself', () => {
    expect(openFrame(INNER)).toEqual({ event: INNER, isSigned: false })
  })

  it.each([0, 9, 20, INNER.length - 1])('refuses a frame whose byte %i was damaged', (at) => {
    const damaged = Buffer.from(INNER.with(at, ~(INNER[at] ?? 0)))
    expect(() => openFrame(damaged)).toThrow(expect.objectContaining({ code: 'malformed-body' }))
  })
})
