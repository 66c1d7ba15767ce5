import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, it, onTestFinished } from 'vitest'
import type { OutgoingResponse } from '../../src/http/dual-server.ts'
import { createClientQuotas } from '../../src/server/client-quotas.ts'
import { ANYBODY } from '../../src/server/identify-client.ts'
import { leaveWhenTaken } from '../../src/server/leave-when-taken.ts'
import { createRequestGate } from '../../src/server/request-gate.ts'
import { connectTo } from '../fixtures/raw-exchange.ts'

const gateOfOne = (now?: () => number) =>
  createRequestGate({ maxConcurrentRequests: 1, maxBufferedBytes: 10 }, createClientQuotas({}), now)

const LARGE = Buffer.alloc(32 * 1024 * 1024)

/** A server that answers every request as told; the client reads only where it is told to. */
async function serve(answer: (response: ServerResponse) => void, isReader: boolean): Promise<ServerResponse> {
  const server = createServer((_request, response) => answer(response))
  onTestFinished(() => void server.close())
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const requested = once(server, 'request')
  const client = await connectTo(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)
  client.write('GET / HTTP/1.1\r\nhost: a\r\n\r\n')
  if (isReader) client.resume()
  else client.pause()
  const [, response] = await requested
  return response
}

it('room is free again when the answer is taken, not when it is written', async () => {
  const gate = gateOfOne()
  const entered = gate.enter(ANYBODY)
  const response = await serve((one) => one.end(LARGE), true)
  leaveWhenTaken(response, entered, 60_000)
  expect(() => gate.enter(ANYBODY)).toThrow()
  await once(response, 'close')
  gate.enter(ANYBODY)
})

it('room is free at once where nobody takes the answer, or everybody has', () => {
  for (const response of [{ writableFinished: true }, { destroyed: true }]) {
    const gate = gateOfOne()
    leaveWhenTaken(response as unknown as OutgoingResponse, gate.enter(ANYBODY), 60_000)
    gate.enter(ANYBODY)
  }
})

it('an answer that nobody reads is let go after the idle timeout', async () => {
  const gate = gateOfOne()
  const entered = gate.enter(ANYBODY)
  const response = await serve((one) => one.end(LARGE), false)
  leaveWhenTaken(response, entered, 50)
  await once(response, 'close')
  gate.enter(ANYBODY)
})

it('it is let go sooner where another request needs its room', async () => {
  const clock = { ms: 0 }
  const gate = gateOfOne(() => clock.ms)
  const entered = gate.enter(ANYBODY)
  const response = await serve((one) => one.end(LARGE), false)
  leaveWhenTaken(response, entered, 60_000)
  clock.ms = 5000
  const closed = once(response, 'close')
  gate.enter(ANYBODY)
  await closed
})
