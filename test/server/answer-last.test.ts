import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, it, onTestFinished } from 'vitest'
import { answerLast } from '../../src/server/answer-last.ts'
import type { RequestRecord, Telemetry } from '../../src/telemetry/request-record.ts'

/** A server that fails after what it is told to do. */
async function serve(before: (response: ServerResponse) => void, telemetry: Partial<Telemetry> = {}) {
  const records: RequestRecord[] = []
  const all = {
    streamOpened: () => undefined,
    streamClosed: () => undefined,
    requestFinished: (record: RequestRecord) => void records.push(record),
    ...telemetry,
  }
  const server = createServer((_request, response) => {
    before(response)
    answerLast(response, new TypeError('secret'), { region: 'eu-west-1', telemetry: all })
  })
  onTestFinished(() => void server.close())
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, records }
}

it('answers 500 in the shape of AWS, whatever headers were set before, and leaves a record', async () => {
  const { url, records } = await serve((response) => response.setHeader('x-left-over', 'secret'))
  const answer = await fetch(url)
  expect([answer.status, answer.headers.get('x-amzn-errortype')]).toEqual([500, 'InternalServerException'])
  expect([answer.headers.get('x-left-over'), await answer.text()]).toEqual([
    null,
    expect.not.stringContaining('secret'),
  ])
  expect(records).toMatchObject([{ status: 500, error: 'internal', fault: 'proxy', region: 'eu-west-1' }])
})

it('resets an answer that has begun', async () => {
  const { url, records } = await serve((response) => response.write('x'))
  await expect(fetch(url).then((answer) => answer.text())).rejects.toThrow()
  expect(records).toHaveLength(1)
})

it('throws nothing, not even where its record cannot be left', async () => {
  const requestFinished = () => {
    throw new Error('full')
  }
  const { url } = await serve(() => undefined, { requestFinished })
  await fetch(url).catch(() => undefined)
})
