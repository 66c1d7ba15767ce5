import { expect, it, onTestFinished } from 'vitest'
import { createPersistentCaller } from '../../../bench/load/persistent-caller.ts'
import { type Script, startUpstream } from '../../fixtures/start-upstream.ts'

const REQUEST = Buffer.from('POST / HTTP/1.1\r\nhost: localhost\r\ncontent-length: 2\r\n\r\n{}')
const ANSWER = 'HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok'

it('asks again over the connection that it has', async () => {
  const { caller, upstream } = await start((socket) => void socket.write(ANSWER))
  expect(await caller.ask()).toBeGreaterThan(0)
  expect(await caller.ask()).toBeGreaterThan(0)
  expect(upstream.connections()).toBe(1)
})

it('has opened a stream with the first byte of its body', async () => {
  const { caller } = await start((socket) => void socket.write('HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nfirst'))
  await caller.open()
})

it.each([
  ['of another status', 'HTTP/1.1 503 No\r\ncontent-length: 0\r\n\r\n', 'Not a 200'],
  ['that breaks off', 'HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nfirst', 'before the answer was complete'],
])('measures no answer %s', async (_, bytes, problem) => {
  const { caller } = await start((socket) => void socket.end(bytes))
  await expect(caller.ask()).rejects.toThrow(problem)
})

async function start(script: Script) {
  const upstream = await startUpstream(script)
  const caller = createPersistentCaller(new URL(upstream.url), REQUEST)
  onTestFinished(() => caller.close())
  return { upstream, caller }
}
