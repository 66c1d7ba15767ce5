import { describe, expect, it } from 'vitest'
import { resolveModel } from '../../../src/bedrock/resolve-model.ts'
import { fitToShow, shapeRequest } from '../../../src/server/page/shape-request.ts'
import { BARE, PROFILE } from '../../fixtures/model-requests.ts'
import { policyWith } from '../../fixtures/policy.ts'
import { recordWith } from '../../fixtures/request-records.ts'
import { FRANKFURT } from '../../fixtures/start-frankfurt.ts'

const ENDED_AT = Date.parse('2026-11-29T12:00:00.000Z')
const catalogOf = () => FRANKFURT

describe('A request on the page', () => {
  it('came as long before its end as it took, and has what the record has of it', () => {
    const record = recordWith({ client: 'laptop', totalMs: 1_500, repaired: ['beta=a'], inputTokens: 3 })
    const shown = shapeRequest({ id: 7, endedAt: ENDED_AT, record, resolution: undefined }, catalogOf)
    expect(shown).toEqual({ ...record, id: 7, time: '2026-11-29T11:59:58.500Z' })
  })

  it('has its decision as `resolve --json` prints it', () => {
    const resolution = resolveModel(BARE, { catalog: FRANKFURT, policy: policyWith(), takesProfile: true })
    const record = recordWith({ requestedModel: BARE, sentModel: PROFILE })
    const { decision } = shapeRequest({ id: 1, endedAt: ENDED_AT, record, resolution }, catalogOf)
    expect(decision).toMatchObject({ requested: BARE, resolved: PROFILE, region: 'eu-central-1' })
    expect(decision?.candidates.length).toBeGreaterThan(1)
  })

  it('says nothing of what stood in a header, nor of a field that nobody thought of', () => {
    const record = { ...recordWith({ session: 'session-1', agent: 'agent-1' }), somethingNew: 'value' }
    const shown = JSON.stringify(shapeRequest({ id: 1, endedAt: ENDED_AT, record, resolution: undefined }, catalogOf))
    expect(shown).not.toMatch(/session-1|agent-1|value/)
  })

  it('names no account and no ARN, but keeps its request ID, which may end in twelve digits', () => {
    const arn = 'arn:aws:bedrock:eu-central-1:123456789012:application-inference-profile/abc'
    const record = recordWith({ requestedModel: arn, why: `The account 123456789012 is not listed for ${arn}.` })
    const { requestedModel, why, requestId } = shapeRequest(
      { id: 1, endedAt: ENDED_AT, record, resolution: undefined },
      catalogOf,
    )
    expect(requestedModel).toBe('eu-central-1 …9012 application-inference-profile/abc')
    expect(why).not.toMatch(/arn:|12345678/)
    expect(requestId).toBe(record.requestId)
  })
})

it('what would turn the direction of a text, or break its line, is written out', () => {
  expect(fitToShow({ why: 'a\u202eb\u2028c' })).toEqual({ why: 'a\\u202eb\\u2028c' })
})

it('accounts are left out of every text of a value, however deep', () => {
  const value = { a: ['123456789012', { b: 'x' }], n: 123_456_789_012, none: null, is: true }
  expect(fitToShow(value)).toEqual({ a: ['…9012', { b: 'x' }], n: 123_456_789_012, none: null, is: true })
})
