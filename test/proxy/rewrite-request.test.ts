import { describe, expect, it } from 'vitest'
import { bodyOf, EMPTY_BODY } from '../../src/proxy/body.ts'
import { locateModel } from '../../src/proxy/locate-model.ts'
import { matchOperation } from '../../src/proxy/match-operation.ts'
import { rewriteRequest } from '../../src/proxy/rewrite-request.ts'
import { BARE, modelPath, PROFILE } from '../fixtures/model-requests.ts'
import { takenBody } from '../fixtures/taken-body.ts'

const HEADERS = { host: 'localhost', authorization: 'Bearer x', accept: 'a/b', 'accept-encoding': 'gzip' }

describe('rewriteRequest', () => {
  it('puts the resolved identifier into the path, percent-encoded as one segment', () => {
    const arn = 'arn:aws:bedrock:eu-central-1:1:inference-profile/eu.a:0'
    const { path, query, body } = rewrite('/model/a.b/invoke?x=1', 'ignored', arn)
    expect(path).toBe('/model/arn%3Aaws%3Abedrock%3Aeu-central-1%3A1%3Ainference-profile%2Feu.a%3A0/invoke')
    expect(query).toEqual([])
    expect(body).toEqual(bodyOf([Buffer.from('ignored')]))
  })

  it('encodes the path canonically where nothing is replaced', () => {
    expect(rewrite('//guardrail/a:b/version/1/apply', '', undefined).path).toBe('/guardrail/a%3Ab/version/1/apply')
  })

  it('sends an allow-list of headers and asks for no compression', () => {
    expect(rewrite(modelPath('invoke'), '', PROFILE).headers).toEqual({ accept: 'a/b', 'accept-encoding': 'identity' })
  })

  it('replaces the bytes of one string in a body, which is to be hashed again', () => {
    const json = (model: string) => `{"a":1.0,"model":${model},"a":"\\u0041"}`
    const { body } = rewrite('/anthropic/v1/messages', json(`"${BARE}"`), PROFILE)
    expect(Buffer.concat([...body.chunks]).toString()).toBe(json(`"${PROFILE}"`))
    expect(body).toMatchObject({ byteLength: Buffer.byteLength(json(`"${PROFILE}"`)), sha256: undefined })
  })

  it.each([BARE, BARE.replace('.', '\\u002e')])('keeps a body whose model %s goes out as it was asked for', (model) => {
    const json = `{"model":"${model}"}`
    expect(Buffer.concat([...rewrite('/anthropic/v1/messages', json, BARE).body.chunks]).toString()).toBe(json)
  })

  it('does not hash a body again that was hashed as it arrived', () => {
    const matched = matchOperation('POST', modelPath('invoke'))
    const body = { ...EMPTY_BODY, sha256: 'digest of the reader' }
    const located = locateModel(matched, body)
    expect(rewriteRequest({ matched, headers: HEADERS, body, located }, PROFILE).body.sha256).toBe(
      'digest of the reader',
    )
  })
})

function rewrite(target: string, text: string, modelId: string | undefined) {
  const matched = matchOperation('POST', target)
  const body = takenBody(matched, text)
  return rewriteRequest({ matched, headers: HEADERS, body, located: locateModel(matched, body) }, modelId)
}

it.each([
  ['/v1/responses', { 'openai-project': 'p', 'openai-beta': 'b' }],
  ['/v1/messages', {}],
  [modelPath('converse'), {}],
])('lets the headers of OpenAI’s API go on where its routes are asked for: %s', (target, expected) => {
  const matched = matchOperation('POST', target)
  const body = takenBody(matched, `{"model":"${BARE}"}`)
  const headers = { 'openai-project': 'p', 'openai-beta': 'b', 'openai-organization': 'o' }
  const sent = rewriteRequest({ matched, headers, body, located: locateModel(matched, body) }, PROFILE).headers
  expect(sent).toEqual({ ...expected, 'accept-encoding': 'identity' })
})
