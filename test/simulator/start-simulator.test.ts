import { readFileSync } from 'node:fs'
import { Agent, request } from 'node:https'
import { expect, it } from 'vitest'
import { createSigV4 } from '../../src/aws/authenticate.ts'
import { catalogFromSnapshot, loadSnapshot } from '../../src/catalog/load-snapshot.ts'
import { collect } from '../fixtures/collect.ts'
import { signedFetch } from '../fixtures/signed-fetch.ts'
import { BEARER_TOKEN, CREDENTIALS, FRANKFURT, startFrankfurt } from '../fixtures/start-frankfurt.ts'

const SNAPSHOT = loadSnapshot()
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

it('answers for every Region that it is told of, each by the scope of a signature', async () => {
  const catalogs = new Map(
    ['eu-central-1', 'us-east-1'].map((region) => [region, catalogFromSnapshot(SNAPSHOT, region)]),
  )
  const { url } = await startFrankfurt({ catalog: (region) => catalogs.get(region) })
  const statusOf = async (region: string, modelId: string) => {
    const authenticate = createSigV4(region, { get: async () => CREDENTIALS })
    const response = await signedFetch(url, authenticate)(`/model/${modelId}/converse`, { method: 'POST', body: '{}' })
    return response.status
  }
  expect(await statusOf('eu-central-1', PROFILE)).toBe(200)
  expect(await statusOf('us-east-1', PROFILE)).toBe(400)
  expect(await statusOf('us-east-1', 'us.anthropic.claude-sonnet-4-6')).toBe(200)
  expect(await statusOf('eu-west-1', PROFILE)).toBe(403)
})

it('changes its mind about what exists, in the control plane and in the runtime', async () => {
  const simulator = await startFrankfurt()
  const headers = { authorization: `Bearer ${BEARER_TOKEN}` }
  const invoke = () => fetch(`${simulator.url}/model/${PROFILE}/converse`, { method: 'POST', headers, body: '{}' })
  const list = async () => (await fetch(`${simulator.url}/inference-profiles?maxResults=1000`, { headers })).text()
  expect([(await invoke()).status, (await list()).includes(`"${PROFILE}"`)]).toEqual([200, true])
  simulator.world({ ...FRANKFURT, models: new Map() })
  expect([(await invoke()).status, (await list()).includes(`"${PROFILE}"`)]).toEqual([400, false])
})

it('is late where it is told to be, and answers all the same', async () => {
  const simulator = await startFrankfurt()
  simulator.misbehave({ kind: 'late', afterMs: 20 })
  const response = await fetch(`${simulator.url}/async-invoke`, {
    headers: { authorization: `Bearer ${BEARER_TOKEN}` },
  })
  expect([response.status, Object.keys((await response.json()) as object)]).toEqual([200, ['asyncInvokeSummaries']])
})
