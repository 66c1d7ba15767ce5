import { describe, expect, it } from 'vitest'
import { type ErrorCode, ProxyError } from '../../src/bedrock/errors.ts'
import { matchOperation } from '../../src/proxy/match-operation.ts'
import { withStandIn } from '../../src/proxy/stand-in.ts'
import type { UpstreamResponse } from '../../src/proxy/upstream-response.ts'
import { FRANKFURT } from '../fixtures/start-frankfurt.ts'

const LIST = matchOperation('GET', '/inference-profiles?type=SYSTEM_DEFINED')

describe('An operation of the control plane', () => {
  it.each([401, 403, 429, 500, 503])('is answered from the catalog where AWS answers %i', async (status) => {
    const { status: answered, source, text } = await ask(async () => ({ response: respond(status), attempts: 1 }))
    expect([answered, source]).toEqual([200, 'snapshot'])
    expect(text).toContain('eu.anthropic.claude-sonnet-4-6')
  })

  it.each<ErrorCode>(['upstream-unreachable', 'upstream-timeout', 'upstream-untrusted', 'no-credentials'])(
    'is answered from the catalog after %s',
    async (code) => {
      expect(await ask(() => Promise.reject(new ProxyError(code, 'No.')))).toMatchObject({ status: 200 })
    },
  )

  it.each([200, 400, 404])('is relayed where AWS answers %i', async (status) => {
    const response = respond(status)
    const send = withStandIn(
      async () => ({ response, attempts: 1 }),
      LIST,
      () => FRANKFURT,
    )
    expect((await send()).response).toBe(response)
  })

  it('fails where the request itself is wrong', async () => {
    await expect(ask(() => Promise.reject(new ProxyError('malformed-request', 'No.')))).rejects.toMatchObject({
      code: 'malformed-request',
    })
  })

  it('is a 404 in the shape of AWS where the catalog does not have it', async () => {
    const matched = matchOperation('GET', '/inference-profiles/us.nobody.knows-this')
    const send = withStandIn(
      async () => ({ response: respond(403), attempts: 1 }),
      matched,
      () => FRANKFURT,
    )
    const { response } = await send()
    expect([response.status, response.header('x-amzn-errortype')]).toEqual([404, 'ResourceNotFoundException'])
    expect(JSON.parse(textOf(response))).toEqual({ message: expect.stringContaining('Check the identifier') })
  })
})

it('Any other operation is sent as it was', () => {
  const send = async () => ({ response: respond(403), attempts: 1 })
  expect(withStandIn(send, matchOperation('GET', '/async-invoke'), () => FRANKFURT)).toBe(send)
})

async function ask(send: () => Promise<{ response: UpstreamResponse; attempts: number }>) {
  const { response } = await withStandIn(send, LIST, () => FRANKFURT)()
  return { status: response.status, source: response.header('x-bedrock-proxy-source'), text: textOf(response) }
}

function respond(status: number): UpstreamResponse {
  const pipeTo: UpstreamResponse['pipeTo'] = (sink) => sink.end()
  return { status, statusText: '', headers: [], header: () => undefined, pipeTo, resume: () => undefined }
}

function textOf(response: UpstreamResponse): string {
  const chunks: Buffer[] = []
  response.pipeTo({ data: (chunk) => chunks.push(chunk) > 0, end: () => undefined, fail: () => undefined })
  return Buffer.concat(chunks).toString()
}
