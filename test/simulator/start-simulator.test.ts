import { readFileSync } from 'node:fs'
import { Agent, request } from 'node:https'
import { expect, it } from 'vitest'
import { collect } from '../fixtures/collect.ts'
import { BEARER_TOKEN, startFrankfurt } from '../fixtures/start-frankfurt.ts'

const PROFILE = 'eu.anthropic.claude-sonnet-4-6'

it('accepts its API key as a bearer token and no other', async () => {
  const { url, requests } = await startFrankfurt()
  const call = (token: string) =>
    fetch(`${url}/model/${PROFILE}/converse`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}` },
      body: '{}',
    })
  expect((await call(BEARER_TOKEN)).status).toBe(200)
  const refused = await call('another')
  expect(refused.status).toBe(403)
  expect(refused.headers.get('x-amzn-errortype')).toMatch(/^AccessDeniedException:/)
  expect(requests.map((request) => request.signature)).toEqual(['bearer', 'refused'])
})

it('records requests as they stood on the wire', async () => {
  const { url, requests } = await startFrankfurt()
  await fetch(`${url}/model/a%3Ab%2Fc/invoke?x=1`, { method: 'POST', headers: { 'X-Mixed': 'Case' }, body: 'raw' })
  const [request] = requests
  expect(request?.path).toBe('/model/a%3Ab%2Fc/invoke?x=1')
  expect(request?.body.toString()).toBe('raw')
  expect(request?.headers).toContain('Case')
  await request?.closed
  expect(request?.aborted).toBe(false)
})

it('records that a client left before the answer was whole', async () => {
  const simulator = await startFrankfurt()
  simulator.misbehave({ kind: 'silence' })
  const response = await fetch(`${simulator.url}/guardrail-checks/invoke`, {
    method: 'POST',
    headers: { authorization: `Bearer ${BEARER_TOKEN}` },
    body: '{}',
  })
  await response.body?.cancel()
  await simulator.requests[0]?.closed
  expect(simulator.requests[0]?.aborted).toBe(true)
})

it('serves HTTPS when it is given a certificate', async () => {
  const cert = readFileSync(new URL('../fixtures/loopback-cert.pem', import.meta.url))
  const key = readFileSync(new URL('../fixtures/loopback-key.pem', import.meta.url))
  const { url } = await startFrankfurt({ tls: { key, cert } })
  const agent = new Agent({ ca: cert })
  const status = await new Promise((resolve, reject) => {
    const outgoing = request(`${url}/foundation-models`, { agent }, (response) => {
      response.resume()
      resolve(response.statusCode)
    })
    outgoing.on('error', reject).end()
  })
  expect(status).toBe(403)
})

it('sends the events of a stream one by one', async () => {
  const { url } = await startFrankfurt({ chunkDelayMs: 20 })
  const response = await fetch(`${url}/model/${PROFILE}/converse-stream`, {
    method: 'POST',
    headers: { authorization: `Bearer ${BEARER_TOKEN}` },
    body: '{}',
  })
  const chunks = await collect(response.body)
  expect(chunks.length).toBeGreaterThan(2)
})

it('rejects where its port is taken', async () => {
  const { url } = await startFrankfurt()
  await expect(startFrankfurt({ port: Number(new URL(url).port) })).rejects.toMatchObject({ code: 'EADDRINUSE' })
})
