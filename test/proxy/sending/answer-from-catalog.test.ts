import { describe, expect, it } from 'vitest'
import { type ErrorCode, ProxyError } from '../../../src/bedrock/errors.ts'
import { answerFromCatalog, isDenialOfUpstream, standIn } from '../../../src/proxy/sending/answer-from-catalog.ts'
import type { CatalogAttempt } from '../../../src/proxy/sending/attempt.ts'
import { BARE, PROFILE } from '../../fixtures/model-requests.ts'
import { readAll } from '../../fixtures/respond.ts'
import { scriptBedrock } from '../../fixtures/scripted-bedrock.ts'
import { startPair } from '../../fixtures/start-pair.ts'

const ANTHROPIC = { 'anthropic-version': '2023-06-01' }

async function get(path: string, headers: Record<string, string> = {}) {
  const { proxy, simulator } = await startPair()
  const response = await fetch(proxy.url + path, { headers })
  await expect.poll(() => proxy.records().length).toBe(1)
  expect(simulator.requests).toEqual([])
  const body = JSON.parse(await response.text())
  return { status: response.status, headers: response.headers, body, records: proxy.records() }
}

describe('A list of models', () => {
  it.each(['/v1/models', '/models', '/openai/v1/models', '/v1/v1/models/'])(
    '%s is in the shape of OpenAI',
    async (path) => {
      const { status, body, headers, records } = await get(path)
      expect(status).toBe(200)
      expect(headers.get('x-bedrock-proxy-source')).toBe('snapshot')
      expect(body.data).toContainEqual({ id: BARE, object: 'model', created: 0, owned_by: 'anthropic' })
      expect(records).toMatchObject([{ operation: 'ListModels', status: 200, attempts: 0 }])
    },
  )

  it.each(['/v1/models', '/anthropic/v1/models'])('%s is in the shape of Anthropic for its clients', async (path) => {
    const { body } = await get(`${path}?limit=2&limit=3`, ANTHROPIC)
    expect(body).toMatchObject({ has_more: true, data: [{ type: 'model' }, { type: 'model' }] })
  })

  it.each([[ANTHROPIC, { type: 'error', error: { type: 'invalid_request_error' } }]])(
    'that is asked for with a bad limit is refused',
    async (headers, expected) => {
      expect(await get('/v1/models?limit=-1', headers)).toMatchObject({ status: 400, body: expected })
    },
  )
})

describe('One model', () => {
  it.each([BARE, encodeURIComponent(PROFILE), 'claude-sonnet-4-6'])('is found by %s', async (name) => {
    expect((await get(`/v1/models/${name}`)).body).toEqual({
      id: BARE,
      object: 'model',
      created: 0,
      owned_by: 'anthropic',
    })
    expect((await get(`/v1/models/${name}`, ANTHROPIC)).body).toMatchObject({ type: 'model', id: BARE })
  })

  it('that nobody can reach is a 404 in the shape of the API', async () => {
    expect(await get('/v1/models/nobody.knows')).toMatchObject({
      status: 404,
      body: { error: { type: 'not_found_error', code: 'ResourceNotFoundException' } },
    })
    expect(await get('/v1/models/nobody.knows', ANTHROPIC)).toMatchObject({
      status: 404,
      body: { type: 'error', error: { type: 'not_found_error' } },
    })
  })
})

it('What the catalog does not have is a 404 in the shape of AWS where it stands in for the control plane', async () => {
  const target = '/inference-profiles/us.nobody.knows-this'
  const { status, response } = answer(scriptBedrock({ method: 'GET', target }))
  expect([status, response.header('x-amzn-errortype')]).toEqual([404, 'ResourceNotFoundException'])
  expect(JSON.parse(readAll(response).text)).toEqual({ message: expect.stringContaining('Check the identifier') })
})

it('The catalog stands in by the row of the operation alone', () => {
  expect(standIn(scriptBedrock({ method: 'GET', target: '/foundation-models' }).first())).toMatchObject({
    by: 'catalog',
  })
  expect(standIn(scriptBedrock({ method: 'GET', target: '/async-invoke' }).first())).toBeUndefined()
})

it.each<[ErrorCode, boolean]>([
  ['upstream-unreachable', true],
  ['upstream-untrusted', true],
  ['no-credentials', true],
  ['malformed-request', false],
  ['internal', false],
])('%s is a denial of the upstream: %s', (code, isDenial) => {
  expect(isDenialOfUpstream(new ProxyError(code, 'No.'))).toBe(isDenial)
})

function answer(bedrock: ReturnType<typeof scriptBedrock>) {
  const response = answerFromCatalog(standIn(bedrock.first()) as CatalogAttempt)
  return { status: response.status, response }
}
