import { describe, expect, it, onTestFinished } from 'vitest'
import { type Diagnosis, openDiagnosis } from '../../src/app/open-diagnosis.ts'
import { startFrankfurt } from '../fixtures/start-frankfurt.ts'
import { settingsWith } from '../fixtures/start-pair.ts'

async function open(url: string, env = {}): Promise<Diagnosis> {
  const settings = settingsWith({ runtimeEndpoint: url, controlPlaneEndpoint: url, discovery: 'auto' })
  const diagnosis = await openDiagnosis({ settings, env })
  onTestFinished(() => diagnosis.close())
  return diagnosis
}

const KEY = { AWS_BEARER_TOKEN_BEDROCK: 'bedrock-api-key-example' }

it('knows partition and endpoints, and asks nobody for them', async () => {
  const { url, requests } = await startFrankfurt()
  const { partition, place } = await open(url)
  expect([partition, place.region, `${place.runtime.origin}`, requests]).toEqual(['aws', 'eu-central-1', url, []])
})

it('an endpoint that answers tells its date', async () => {
  const { url } = await startFrankfurt()
  const date = await (await open(url)).reach('control-plane')
  expect(Number.isNaN(Date.parse(date ?? ''))).toBe(false)
})

it('one that does not is told of in two sentences', async () => {
  await expect((await open('http://127.0.0.1:1')).reach('runtime')).rejects.toThrow(/cannot be reached\. Check/)
})

describe('the catalog', () => {
  it('is what AWS lists', async () => {
    const { url } = await startFrankfurt()
    const { catalog, failure } = await (await open(url, KEY)).catalog()
    expect([catalog.source, failure]).toEqual(['live', undefined])
  })

  it('is the snapshot where AWS does not list, with the reason', async () => {
    const { url } = await startFrankfurt()
    const { catalog } = await (await open(url, { AWS_BEARER_TOKEN_BEDROCK: 'wrong' })).catalog()
    expect(catalog.source).toBe('snapshot')
  })
})

it('names the outbound proxy on the way', async () => {
  const { proxyTo } = await open('http://127.0.0.1:1', { HTTPS_PROXY: 'http://proxy.corp:3128' })
  const proxy = proxyTo(new URL('https://bedrock-runtime.eu-central-1.amazonaws.com'))
  expect([proxy?.variable, proxy?.host, proxy?.port]).toEqual(['HTTPS_PROXY', 'proxy.corp', 3128])
})
