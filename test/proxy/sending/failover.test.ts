import { describe, expect, it } from 'vitest'
import { catalogFromSnapshot, loadSnapshot } from '../../../src/catalog/load-snapshot.ts'
import { BARE, modelPath, PROFILE } from '../../fixtures/model-requests.ts'
import { policyWith } from '../../fixtures/policy.ts'
import { type Script, type Scripted, scriptBedrock } from '../../fixtures/scripted-bedrock.ts'

const GLOBAL = `global.${BARE}`
const IRELAND = catalogFromSnapshot(loadSnapshot(), 'eu-west-1')
const VIRGINIA = catalogFromSnapshot(loadSnapshot(), 'us-east-1')
const GEO_ONLY = policyWith({ routing: 'geo-only' })
const STANDARD = policyWith()

const BUSY: Scripted = { status: 429, body: 'Too many requests' }
const RESTS_A_MINUTE: Scripted = { ...BUSY, headers: { 'retry-after': '60' } }
const ALICE = { 'x-claude-code-session-id': 'alice' }
const BOB = { 'x-claude-code-session-id': 'bob' }

type Answers = Record<string, Scripted | undefined>

/** A Bedrock of which the answers may change, by `REGION ID` where the Region is another one. */
function startBedrock(answers: Answers, script: Script = {}) {
  return scriptBedrock({ failover: 'throttling', says: (id) => answers[id], ...script })
}

describe('A throttled request', () => {
  it('goes to the other profiles of its Region first, then to the Regions in their order', async () => {
    const answers: Answers = {
      [PROFILE]: BUSY,
      [GLOBAL]: BUSY,
      [`us-east-1 us.${BARE}`]: BUSY,
      [`us-east-1 ${GLOBAL}`]: BUSY,
    }
    const bedrock = startBedrock(answers, { elsewhere: [VIRGINIA, IRELAND] })
    const { moved, ...answer } = await bedrock.call(STANDARD)
    expect(answer).toMatchObject({ status: 200, attempts: 5, resolution: { resolved: PROFILE, reason: 'failover' } })
    expect(moved).toEqual({ from: `eu-central-1/${PROFILE}`, to: 'eu-west-1' })
    expect(bedrock.sent).toEqual([...Object.keys(answers), `eu-west-1 ${PROFILE}`])
  })

  it('is sent six times at most', async () => {
    const says = () => BUSY
    const bedrock = scriptBedrock({ failover: 'throttling', says, elsewhere: [VIRGINIA, IRELAND] })
    expect(await bedrock.call(STANDARD)).toMatchObject({ status: 429, attempts: 6 })
    expect(new Set(bedrock.sent).size).toBe(6)
  })

  it.each([
    ['geo-only', GEO_ONLY],
    ['allow-destinations', policyWith({ allowDestinations: ['eu-*'] })],
  ])('goes only where its destinations are allowed for the Region that was addressed: %s', async (_, policy) => {
    const bedrock = startBedrock({ [PROFILE]: BUSY }, { elsewhere: [VIRGINIA, IRELAND] })
    expect(await bedrock.call(policy)).toMatchObject({ status: 200, attempts: 2 })
    expect(bedrock.sent).toEqual([PROFILE, `eu-west-1 ${PROFILE}`])
  })

  it('goes to no other Region unless one is named', async () => {
    const bedrock = startBedrock({ [PROFILE]: BUSY })
    expect(await bedrock.call(GEO_ONLY)).toMatchObject({ status: 429, attempts: 1 })
  })

  it.each([
    [
      'an ARN',
      { target: modelPath('converse', `arn:aws:bedrock:eu-central-1:123456789012:inference-profile/${PROFILE}`) },
    ],
    ['a guardrail', { headers: { 'x-amzn-bedrock-guardrailidentifier': 'abc' } }],
    ['a guardrail in its body', { body: '{"messages":[],"guardrailConfig":{"guardrailIdentifier":"abc"}}' }],
    ['a project', { headers: { 'x-amzn-bedrock-projectidentifier': 'abc' } }],
    ['counting', { target: modelPath('count-tokens') }],
    ['the mantle', { target: '/mantle/v1/chat/completions', body: '{"model":"openai.gpt-oss-20b","messages":[]}' }],
  ])('stays in its Region where that ties it: %s', async (_, script) => {
    const bedrock = scriptBedrock({ failover: 'throttling', says: () => BUSY, elsewhere: [IRELAND], ...script })
    expect(await bedrock.call(STANDARD)).toMatchObject({ status: 429 })
    expect(bedrock.sent.filter((id) => id.startsWith('eu-west-1'))).toEqual([])
  })

  it('is sent again while there are retries, and then says when to come back', async () => {
    const bedrock = startBedrock({ [PROFILE]: BUSY }, { retries: 0 })
    expect(await bedrock.call(STANDARD)).toMatchObject({ status: 429, attempts: 1, told: { 'retry-after': '1' } })
    // What rests is known, so that going elsewhere at once is no retry.
    expect(await bedrock.call(STANDARD)).toMatchObject({ status: 200, attempts: 1, resolution: { resolved: GLOBAL } })
  })

  it('costs three retries a minute at most, where there are few requests', async () => {
    const answers: Answers = {}
    const bedrock = startBedrock(answers, { retries: 'as in life' })
    const sessions = ['a', 'b', 'c', 'd', 'e'].map((id) => ({ 'x-claude-code-session-id': id }))
    for (const session of sessions) await bedrock.call(STANDARD, session)
    answers[PROFILE] = RESTS_A_MINUTE
    const statuses: number[] = []
    for (const session of sessions) statuses.push((await bedrock.call(STANDARD, session)).status)
    expect(statuses).toEqual([200, 200, 200, 429, 429])
    expect(bedrock.sent.length).toBe(5 + 5 + 3)
  })

  it('is not sent to a place that rests', async () => {
    const bedrock = startBedrock({ [PROFILE]: RESTS_A_MINUTE, [GLOBAL]: RESTS_A_MINUTE })
    await bedrock.call(STANDARD)
    expect(await bedrock.call(STANDARD)).toMatchObject({ status: 429, attempts: 1, told: undefined })
  })
})

describe('A conversation', () => {
  it('stays where it was answered, while others return to the first choice', async () => {
    const answers: Answers = { [PROFILE]: BUSY }
    const bedrock = startBedrock(answers)
    await bedrock.call(STANDARD, ALICE)
    answers[PROFILE] = undefined
    bedrock.advance(60_000)
    expect(await bedrock.call(STANDARD, ALICE)).toMatchObject({ attempts: 1, resolution: { resolved: GLOBAL } })
    expect(await bedrock.call(STANDARD, BOB)).toMatchObject({ attempts: 1, resolution: { resolved: PROFILE } })
    expect(await bedrock.call(STANDARD)).toMatchObject({ attempts: 1, resolution: { resolved: PROFILE } })
  })

  it('stays at the first choice while that answers it, whoever else was throttled there', async () => {
    const answers: Answers = {}
    const bedrock = startBedrock(answers)
    await bedrock.call(STANDARD, ALICE)
    answers[PROFILE] = RESTS_A_MINUTE
    await bedrock.call(STANDARD, BOB)
    answers[PROFILE] = undefined
    expect(await bedrock.call(STANDARD, ALICE)).toMatchObject({ attempts: 1, resolution: { resolved: PROFILE } })
    expect(await bedrock.call(STANDARD, { 'x-claude-code-session-id': 'new' })).toMatchObject({
      resolution: { resolved: GLOBAL },
    })
  })

  it('stays in another Region as well, and is forgotten an hour after its last turn', async () => {
    const answers: Answers = { [PROFILE]: BUSY }
    const bedrock = startBedrock(answers, { elsewhere: [IRELAND] })
    await bedrock.call(GEO_ONLY, ALICE)
    answers[PROFILE] = undefined
    for (let i = 0; i < 3; i++) {
      bedrock.advance(3_599_999)
      await bedrock.call(GEO_ONLY, ALICE)
      expect(bedrock.sent.at(-1)).toBe(`eu-west-1 ${PROFILE}`)
    }
    bedrock.advance(3_600_000)
    await bedrock.call(GEO_ONLY, ALICE)
    expect(bedrock.sent.at(-1)).toBe(PROFILE)
  })

  it('leaves a place that throttles it, and may come home', async () => {
    const answers: Answers = { [PROFILE]: BUSY }
    const bedrock = startBedrock(answers)
    await bedrock.call(STANDARD, ALICE)
    answers[PROFILE] = undefined
    answers[GLOBAL] = BUSY
    bedrock.advance(60_000)
    expect(await bedrock.call(STANDARD, ALICE)).toMatchObject({ status: 200, attempts: 2, moved: undefined })
    expect(bedrock.sent.slice(-2)).toEqual([GLOBAL, PROFILE])
  })

  it('that was throttled without a retry goes elsewhere with its next request', async () => {
    const answers: Answers = {}
    const bedrock = startBedrock(answers, { retries: 0 })
    await bedrock.call(STANDARD, ALICE)
    answers[PROFILE] = BUSY
    expect(await bedrock.call(STANDARD, ALICE)).toMatchObject({ status: 429, attempts: 1 })
    expect(await bedrock.call(STANDARD, ALICE)).toMatchObject({ status: 200, attempts: 1 })
    expect(bedrock.sent).toEqual([PROFILE, PROFILE, GLOBAL])
  })

  it('is held to the policy in force, not to the one under which it moved', async () => {
    const answers: Answers = { [PROFILE]: BUSY }
    const bedrock = startBedrock(answers)
    await bedrock.call(STANDARD, ALICE)
    answers[PROFILE] = undefined
    expect(await bedrock.call(GEO_ONLY, ALICE)).toMatchObject({ status: 200, resolution: { resolved: PROFILE } })
  })
})

describe('A place that does not let us in', () => {
  const CLOSED: Scripted = {
    status: 403,
    body: '{"message":"not authorized to perform: bedrock:InvokeModel"}',
    headers: { 'x-amzn-errortype': 'AccessDeniedException' },
  }

  it('is no answer to a request that could have gone elsewhere, and is left alone for ten minutes', async () => {
    const answers: Answers = { [PROFILE]: RESTS_A_MINUTE, [GLOBAL]: CLOSED }
    const bedrock = startBedrock(answers, { elsewhere: [IRELAND] })
    expect(await bedrock.call(STANDARD, ALICE)).toMatchObject({ status: 200, attempts: 3 })
    expect(bedrock.sent).toEqual([PROFILE, GLOBAL, `eu-west-1 ${PROFILE}`])
    bedrock.advance(599_000)
    answers[`eu-west-1 ${PROFILE}`] = BUSY
    answers[`eu-west-1 ${GLOBAL}`] = BUSY
    answers[PROFILE] = BUSY
    expect(await bedrock.call(STANDARD, BOB)).toMatchObject({ status: 429 })
    expect(bedrock.sent.filter((id) => id === GLOBAL)).toHaveLength(1)
  })

  it.each([
    CLOSED,
    { status: 404, body: 'no access', headers: { 'x-amzn-errortype': 'ResourceNotFoundException' } },
    { status: 400, body: '{"message":"The provided model identifier is invalid."}' },
    { status: 400, body: '{"message":"The guardrail identifier or version provided does not exist."}' },
  ])('leaves what can be tried again as it is: $status $body', async (refusal) => {
    const bedrock = startBedrock({ [PROFILE]: RESTS_A_MINUTE, [GLOBAL]: refusal })
    await expect(bedrock.call(STANDARD)).rejects.toMatchObject({
      code: 'throttled',
      attempts: 2,
      retryAfterSeconds: 60,
      message: expect.stringContaining(`${GLOBAL} in eu-central-1 refuses this request (${refusal.status}`),
    })
  })

  const NOBODY_THERE = Object.assign(new Error('connect'), { code: 'ECONNREFUSED', syscall: 'connect' })

  it('is one to which no connection can be made as well', async () => {
    const answers: Answers = { [PROFILE]: RESTS_A_MINUTE, [`eu-west-1 ${PROFILE}`]: NOBODY_THERE }
    const bedrock = startBedrock(answers, { elsewhere: [IRELAND] })
    await expect(bedrock.call(GEO_ONLY)).rejects.toMatchObject({
      code: 'throttled',
      message: expect.stringContaining(`${PROFILE} in eu-west-1 refuses this request (upstream-unreachable)`),
    })
  })

  it.each<[string, Scripted]>([
    ['fails there', { status: 500, body: 'no' }],
    ['is lost there', Object.assign(new Error('reset'), { code: 'ECONNRESET' })],
  ])('is not stayed at by a conversation that %s', async (_, failure) => {
    const answers: Answers = { [PROFILE]: BUSY }
    const bedrock = startBedrock(answers, { elsewhere: [IRELAND] })
    await bedrock.call(GEO_ONLY, ALICE)
    answers[PROFILE] = undefined
    answers[`eu-west-1 ${PROFILE}`] = failure
    bedrock.advance(60_000)
    await bedrock.call(GEO_ONLY, ALICE).catch(() => undefined)
    expect(await bedrock.call(GEO_ONLY, ALICE)).toMatchObject({ status: 200, attempts: 1, moved: undefined })
    expect(bedrock.sent.slice(-2)).toEqual([`eu-west-1 ${PROFILE}`, PROFILE])
  })

  it('says to the client what is wrong with the request itself', async () => {
    const wrong = { status: 400, body: '{"message":"messages: at least one message is required"}' }
    const bedrock = startBedrock({ [PROFILE]: BUSY, [GLOBAL]: wrong })
    expect(await bedrock.call(STANDARD)).toMatchObject({ status: 400, body: wrong.body })
  })
})
