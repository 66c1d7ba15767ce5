import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { describe, expect, it, onTestFinished } from 'vitest'
import { passOverContinue } from '../../src/aws/pass-over-continue.ts'

const ANSWER = 'HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nhi'
const CONTINUE = 'HTTP/1.1 100 Continue\r\n\r\n'

/** What is read of these pieces, each of which arrives by itself, when an answer is awaited. */
async function readOf(pieces: readonly string[]): Promise<string> {
  const { near, far } = await startPair()
  passOverContinue(near)()
  let heard = ''
  near.on('readable', () => {
    for (let chunk = near.read(); chunk !== null; chunk = near.read()) heard += chunk
  })
  for (const piece of pieces) {
    const before = near.bytesRead
    far.write(piece)
    await expect.poll(() => near.bytesRead, { interval: 1 }).toBe(before + piece.length)
  }
  far.end()
  await once(near, 'end')
  return heard
}

describe('passOverContinue', () => {
  it.each([
    ['no interim answer', [ANSWER], ANSWER],
    ['one', [CONTINUE, ANSWER], ANSWER],
    ['one together with the answer', [CONTINUE + ANSWER], ANSWER],
    ['two', [CONTINUE + CONTINUE, ANSWER], ANSWER],
    ['one with headers', [`HTTP/1.1 100 Go on\r\nx: y\r\n\r\n${ANSWER}`], ANSWER],
    ['one without a reason', [`HTTP/1.1 100\r\n\r\n${ANSWER}`], ANSWER],
    ['one of HTTP/1.0', [`HTTP/1.0 100 Continue\r\n\r\n${ANSWER}`], ANSWER],
    [
      'another interim answer',
      ['HTTP/1.1 103 Early Hints\r\n\r\n', ANSWER],
      `HTTP/1.1 103 Early Hints\r\n\r\n${ANSWER}`,
    ],
    ['a status of a thousand', ['HTTP/1.1 1000 X\r\n\r\n'], 'HTTP/1.1 1000 X\r\n\r\n'],
    ['a body that looks like one', [ANSWER, CONTINUE], ANSWER + CONTINUE],
    [
      'a head of one without end',
      [CONTINUE.slice(0, -2), 'x'.repeat(20_000)],
      CONTINUE.slice(0, -2) + 'x'.repeat(20_000),
    ],
    ['half of one, and no more', [CONTINUE.slice(0, 15)], ''],
  ])('passes over %s', async (_, pieces, heard) => {
    expect(await readOf(pieces)).toBe(heard)
  })

  it('passes over one that is cut anywhere', async () => {
    const whole = CONTINUE + ANSWER
    const heard = await Promise.all(
      Array.from({ length: CONTINUE.length + 15 }, (_, i) => readOf([whole.slice(0, i + 1), whole.slice(i + 1)])),
    )
    expect(new Set(heard)).toEqual(new Set([ANSWER]))
  })

  it('looks anew for each answer', async () => {
    const { near, far } = await startPair()
    const awaitAnswer = passOverContinue(near)
    for (let i = 0; i < 3; i++) {
      awaitAnswer()
      far.write(CONTINUE + ANSWER)
      await once(near, 'readable')
      expect(String(near.read())).toBe(ANSWER)
    }
  })
})

/** Both ends of a connection; they close when the test ends. */
async function startPair(): Promise<{ near: Socket; far: Socket }> {
  const server = createServer()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const near = connect((server.address() as AddressInfo).port, '127.0.0.1')
  const [far] = (await once(server, 'connection')) as [Socket]
  onTestFinished(() => {
    near.destroy()
    far.destroy()
    server.close()
  })
  return { near, far }
}
