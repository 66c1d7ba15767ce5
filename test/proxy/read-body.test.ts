import { createHash } from 'node:crypto'
import { PassThrough } from 'node:stream'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { CoarseClock } from '../../src/http/coarse-clock.ts'
import type { IncomingRequest } from '../../src/http/dual-server.ts'
import { pathTree } from '../../src/http/json-paths.ts'
import { EMPTY_BODY } from '../../src/proxy/body.ts'
import { readBody } from '../../src/proxy/read-body.ts'
import { modelPath, post } from '../fixtures/model-requests.ts'
import { exchangeRaw, parseRaw } from '../fixtures/raw-exchange.ts'
import { startLenientPair as startPair } from '../fixtures/start-lenient.ts'

const MODEL = { key: 'model', tree: pathTree(['model']) }
const LIMITS = { maxBodyBytes: 10, idleTimeoutMs: 30_000 }

describe('readBody', () => {
  it('hands over the chunks as they came, with the digest of them all', async () => {
    const request = incoming()
    const reading = readBody(request, LIMITS)
    request.write('one ')
    request.end('two')
    const { chunks, byteLength, sha256 } = await reading
    expect(chunks.map(String)).toEqual(['one ', 'two'])
    expect([byteLength, sha256]).toEqual([7, createHash('sha256').update('one two').digest('hex')])
  })

  it('leaves the digest of a body that may change to whoever changes it', async () => {
    const request = incoming()
    const reading = readBody(request, LIMITS, MODEL)
    request.end('{}')
    expect(await reading).toMatchObject({ sha256: undefined, look: { kind: 'found' } })
  })

  it('takes a body of exactly the cap', async () => {
    const request = incoming()
    const reading = readBody(request, LIMITS)
    request.end('0123456789')
    expect((await reading).byteLength).toBe(10)
  })

  it('reads no body of a GET', async () => {
    expect(await readBody(incoming({ method: 'GET' }), LIMITS)).toBe(EMPTY_BODY)
  })

  it.each(['complete', 'broken off'])('is watched no longer once it is %s', async (ending) => {
    const clock = new CoarseClock(1_000)
    const request = incoming()
    const reading = outcomeOf(readBody(request, { ...LIMITS, clock }))
    expect(clock.size).toBe(1)
    if (ending === 'complete') request.end('x')
    else request.destroy()
    await reading
    expect(clock.size).toBe(0)
  })
})

describe('A body that trickles', () => {
  beforeEach(() => {
    vi.useFakeTimers()
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  it('is given up, although no silence is ever long', async () => {
    const request = incoming()
    const outcome = outcomeOf(readBody(request, { ...LIMITS, maxBodyBytes: 1_000_000, clock: new CoarseClock(1_000) }))
    await trickle(request, { bytes: 1, everyMs: 1_000, forMs: 32_000 })
    expect(await outcome).toMatchObject({
      code: 'body-timeout',
      message: expect.stringContaining('1024 bytes a second'),
    })
  })

  it('is taken for as long as it keeps the pace, and given up when it falls behind', async () => {
    const request = incoming()
    const outcome = outcomeOf(readBody(request, { ...LIMITS, maxBodyBytes: 1_000_000, clock: new CoarseClock(1_000) }))
    await trickle(request, { bytes: 2_048, everyMs: 1_000, forMs: 120_000 })
    expect(await Promise.race([outcome, 'still reading'])).toBe('still reading')
    await trickle(request, { bytes: 1, everyMs: 1_000, forMs: 155_000 })
    expect(await outcome).toMatchObject({ code: 'body-timeout' })
  })
})

async function trickle(request: PassThrough, { bytes, everyMs, forMs }: Record<'bytes' | 'everyMs' | 'forMs', number>) {
  for (let ms = 0; ms < forMs; ms += everyMs) {
    request.write(Buffer.alloc(bytes))
    await vi.advanceTimersByTimeAsync(everyMs)
  }
}

async function outcomeOf(reading: unknown): Promise<unknown> {
  try {
    return await reading
  } catch (error) {
    return error
  }
}

describe('A body over the cap', () => {
  const SETTINGS = { maxBodyBytes: 1000 }
  const HEAD = `POST ${modelPath('invoke')} HTTP/1.1\r\nhost: localhost\r\n`

  it('is refused by its content-length before it comes', async () => {
    const { proxy, simulator } = await startPair(SETTINGS)
    const response = parseRaw(await exchangeRaw(proxy.url, `${HEAD}content-length: 1001\r\n\r\n`, { halfClose: true }))
    expect(response.status).toBe(413)
    expect(response.head).toContain('x-amzn-errortype: requestentitytoolargeexception')
    expect(JSON.parse(response.body).message).toContain('--max-body-bytes')
    expect(simulator.requests).toEqual([])
  })

  it('is refused when its chunks pass the cap', async () => {
    const { proxy, simulator } = await startPair(SETTINGS)
    const chunk = `258\r\n${'x'.repeat(600)}\r\n`
    const raw = `${HEAD}connection: close\r\ntransfer-encoding: chunked\r\n\r\n${chunk}${chunk}0\r\n\r\n`
    expect(parseRaw(await exchangeRaw(proxy.url, raw)).status).toBe(413)
    expect(simulator.requests).toEqual([])
  })

  it('is read to its end, so that the client gets to read the refusal and the connection serves on', async () => {
    const { proxy } = await startPair(SETTINGS)
    const refused = await post(proxy.url, modelPath('invoke'), Buffer.alloc(2_000_000))
    expect(refused.status).toBe(413)
    expect((await post(proxy.url, modelPath('invoke'))).status).toBe(200)
  })
})

/** A request whose body the test writes. */
function incoming(fields: object = {}): PassThrough & IncomingRequest {
  return Object.assign(new PassThrough(), { method: 'POST', headers: {}, ...fields }) as unknown as PassThrough &
    IncomingRequest
}
