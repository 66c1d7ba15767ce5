import { once } from 'node:events'
import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, it, onTestFinished } from 'vitest'
import type { Answer } from '../../src/simulator/answer.ts'
import { deliver } from '../../src/simulator/deliver.ts'
import { ResponseWire } from '../../src/simulator/response-wire.ts'
import { collect } from '../fixtures/collect.ts'
import { emptyRecord } from '../fixtures/empty-record.ts'

const ANSWER: Answer = { status: 203, headers: { 'x-a': '1' }, chunks: [Buffer.from('one '), Buffer.from('two')] }

async function deliverOnce(chunkDelayMs: number) {
  const record = emptyRecord()
  let delivered: Promise<void> | undefined
  const server = createServer((_request, response) => {
    delivered = deliver(new ResponseWire(response, record), ANSWER, chunkDelayMs)
  }).listen(0, '127.0.0.1')
  onTestFinished(() => {
    server.close()
  })
  await once(server, 'listening')
  const outgoing = request({ port: (server.address() as AddressInfo).port, host: '127.0.0.1' }).end()
  const [response] = await once(outgoing, 'response')
  return { response, record, delivered: () => delivered }
}

it('sends head, chunks and end', async () => {
  const { response, record } = await deliverOnce(0)
  expect(Buffer.concat(await collect<Buffer>(response)).toString()).toBe('one two')
  expect(response.statusCode).toBe(203)
  expect(response.headers['x-a']).toBe('1')
  await record.closed
  expect(record).toMatchObject({ status: 203, bytesWritten: 7, aborted: false })
})

it('sends chunks apart from one another when there is a pause', async () => {
  const { response } = await deliverOnce(20)
  expect((await collect<Buffer>(response)).map(String)).toEqual(['one ', 'two'])
})

it('stops as soon as the client has left, in the middle of a pause too', async () => {
  const { response, record, delivered } = await deliverOnce(60_000)
  await once(response, 'data')
  response.destroy()
  await delivered()
  expect(record).toMatchObject({ bytesWritten: 4, aborted: true })
})
