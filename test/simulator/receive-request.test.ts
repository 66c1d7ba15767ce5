import { expect, it } from 'vitest'
import type { IncomingRequest } from '../../src/http/dual-server.ts'
import { readAll, recordOf } from '../../src/simulator/receive-request.ts'
import { startHttpServer } from '../fixtures/start-http-server.ts'

it('records what the head tells, and reads the whole body', async () => {
  const origin = await startHttpServer(async (request, response) => {
    const { method, path, httpVersion } = recordOf(request as IncomingRequest)
    const body = await readAll(request as IncomingRequest)
    response.end(JSON.stringify({ method, path, httpVersion, body: body.toString() }))
  })
  const response = await fetch(`${origin}/a%2Fb?c`, { method: 'POST', body: 'd' })
  expect(await response.json()).toEqual({ method: 'POST', path: '/a%2Fb?c', httpVersion: '1.1', body: 'd' })
})
