import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, it, onTestFinished } from 'vitest'
import * as z from 'zod'
import { createSigV4 } from '../../src/aws/authenticate.ts'
import { callControlPlane } from '../../src/aws/call-control-plane.ts'
import { createUpstreamPool } from '../../src/aws/upstream-connection.ts'
import { BEARER_TOKEN, CREDENTIALS, startFrankfurt } from '../fixtures/start-frankfurt.ts'

const SOURCE = { get: async () => CREDENTIALS, invalidate: () => undefined }
const ANYTHING = z.unknown()

it.each([
  ['signed, with its query', createSigV4('eu-central-1', SOURCE), 'verified'],
  ['with the API key', async () => ({ authorization: `Bearer ${BEARER_TOKEN}` }), 'bearer'],
] as const)('goes out %s', async (_, authenticate, signature) => {
  const { url, requests } = await startFrankfurt()
  const connection = connectionTo(url, authenticate)
  const query = [['type', 'SYSTEM_DEFINED'] as const]
  await callControlPlane(connection, { path: '/inference-profiles', query, signal: noLimit() }, ANYTHING)
  expect(requests).toMatchObject([{ method: 'GET', path: '/inference-profiles?type=SYSTEM_DEFINED', signature }])
})

it('is given up, and its connection ended, where it is larger than any listing of AWS', async () => {
  let written = 0
  let closed = false
  const server = createServer((_, response) => {
    response.writeHead(200, { 'content-type': 'application/json' }).on('close', () => {
      closed = true
    })
    const chunk = Buffer.alloc(1024 * 1024, ' ')
    const goOn = () => {
      while (!closed && written < 300) {
        written++
        if (!response.write(chunk)) return response.once('drain', goOn)
      }
      return response.end('{}')
    }
    goOn()
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  const connection = connectionTo(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, async () => ({}))
  await expect(
    callControlPlane(connection, { path: '/inference-profiles', signal: noLimit() }, ANYTHING),
  ).rejects.toMatchObject({ code: 'too-large' })
  await expect.poll(() => closed).toBe(true)
  expect(written).toBeLessThan(100)
})

it('is given up as its signal says', async () => {
  const { url } = await startFrankfurt()
  const signal = AbortSignal.abort(new Error('enough'))
  const connection = connectionTo(url, createSigV4('eu-central-1', SOURCE))
  await expect(callControlPlane(connection, { path: '/foundation-models', signal }, ANYTHING)).rejects.toThrow('enough')
})

function connectionTo(url: string, authenticate: Parameters<typeof callControlPlane>[0]['authenticate']) {
  const endpoint = new URL(url)
  const pool = createUpstreamPool(endpoint)
  onTestFinished(() => pool.destroy())
  return { endpoint, pool, authenticate, timeoutMs: 10_000 }
}

function noLimit(): AbortSignal {
  return new AbortController().signal
}
