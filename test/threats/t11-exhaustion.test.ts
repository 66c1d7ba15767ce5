import { once } from 'node:events'
import { describe, expect, it } from 'vitest'
import { modelPath, post } from '../fixtures/model-requests.ts'
import { connectTo, exchangeRaw, parseRaw } from '../fixtures/raw-exchange.ts'
import { type Pair, startPair } from '../fixtures/start-pair.ts'

const HEAD = `POST ${modelPath('converse')} HTTP/1.1\r\nhost: localhost\r\n`
const LIMITS = { maxBodyBytes: 1000, maxBufferedBytes: 1500 }

describe('T11: nobody can use up the memory', () => {
  it('by a body that is too large', async () => {
    const { proxy, simulator } = await startPair(LIMITS)
    const answer = parseRaw(await exchangeRaw(proxy.url, `${HEAD}content-length: 1001\r\n\r\n`, { halfClose: true }))
    expect(answer.status).toBe(413)
    expect(simulator.requests).toEqual([])
  })

  it('by headers that are too large', async () => {
    const { proxy } = await startPair()
    const answer = parseRaw(await exchangeRaw(proxy.url, `${HEAD}x: ${'x'.repeat(70_000)}\r\n\r\n`))
    expect(answer.status).toBe(431)
  })

  it('by an identifier that is too long', async () => {
    const { proxy } = await startPair()
    expect((await post(proxy.url, modelPath('converse', 'a'.repeat(2049)))).status).toBe(400)
  })

  it('by a body that never ends', async () => {
    const { proxy } = await startPair({ idleTimeoutMs: 200 })
    expect(
      parseRaw(await exchangeRaw(proxy.url, `${HEAD}connection: close\r\ncontent-length: 9\r\n\r\n{`)).status,
    ).toBe(408)
  })

  it.each([
    ['whose lengths are told', 'content-length: 1000\r\n\r\n'],
    ['that come in chunks', `transfer-encoding: chunked\r\n\r\n2bc\r\n${'x'.repeat(700)}\r\n`],
  ])('by bodies %s, which together are too many: 503 until one of them has ended', async (_, beginning) => {
    const pair = await startPair(LIMITS)
    const first = await connectTo(pair.proxy.url)
    first.write(HEAD + beginning)
    const second = await expectNoRoom(pair)
    expect(second.head).toContain('retry-after: 1\r\n')
    expect(second.head).toContain('x-amzn-errortype: serviceunavailableexception')
    expect(JSON.parse(second.body).message).toContain('--max-buffered-bytes')
    first.destroy()
    const large = JSON.stringify({ text: 'x'.repeat(900) })
    await expect.poll(async () => (await post(pair.proxy.url, modelPath('converse'), large)).status).toBe(200)
    for (let i = 0; i < 5; i++) expect((await post(pair.proxy.url, modelPath('converse'), large)).status).toBe(200)
  })

  it('by a body in chunks that arrives while others take the room', async () => {
    const pair = await startPair(LIMITS)
    const first = await connectTo(pair.proxy.url)
    first.write(`${HEAD}content-length: 1000\r\n\r\n`)
    await expectNoRoom(pair)
    const second = await connectTo(pair.proxy.url)
    second.write(`${HEAD}transfer-encoding: chunked\r\n\r\n258\r\n${'x'.repeat(600)}\r\n`)
    const [answer] = await once(second, 'data')
    expect(parseRaw(String(answer)).status).toBe(503)
    expect(pair.simulator.requests).toEqual([])
  })
})

/** Waits until the body of the first request has taken its room. */
async function expectNoRoom({ proxy }: Pair): Promise<ReturnType<typeof parseRaw>> {
  const raw = `${HEAD}connection: close\r\ncontent-length: 900\r\n\r\n${' '.repeat(900)}`
  let answer = parseRaw(await exchangeRaw(proxy.url, raw))
  await expect
    .poll(async () => {
      answer = parseRaw(await exchangeRaw(proxy.url, raw))
      return answer.status
    })
    .toBe(503)
  return answer
}
