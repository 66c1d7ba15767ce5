import { expect, it } from 'vitest'
import { judgeModel } from '../../src/simulator/judge-model.ts'
import { FRANKFURT } from '../fixtures/start-frankfurt.ts'

const CONVERSE = { name: 'Converse', takesProfile: true }
const COUNT_TOKENS = { name: 'CountTokens', takesProfile: false }
const START_ASYNC = { name: 'StartAsyncInvoke', takesProfile: false }
const SONNET = 'anthropic.claude-sonnet-4-6'
const OSS = 'openai.gpt-oss-20b-1:0'
const arn = (region: string, account: string, resource: string) => `arn:aws:bedrock:${region}:${account}:${resource}`
const own = (resource: string) => arn('eu-central-1', '123456789012', resource)
const model = (id: string) => arn('eu-central-1', '', `foundation-model/${id}`)

it.each([
  [CONVERSE, OSS],
  [CONVERSE, `eu.${SONNET}`],
  [CONVERSE, `global.${SONNET}`],
  [CONVERSE, model(OSS)],
  [CONVERSE, own(`inference-profile/eu.${SONNET}`)],
  [CONVERSE, own('application-inference-profile/abc')],
  [COUNT_TOKENS, SONNET],
  [COUNT_TOKENS, model(SONNET)],
  [START_ASYNC, 'amazon.nova-reel-v1:0'],
])('$name accepts %s', (operation, identifier) => {
  expect(() => judgeModel(identifier, operation, FRANKFURT)).not.toThrow()
})

it.each([
  [CONVERSE, SONNET, 'profile-required'],
  [CONVERSE, model(SONNET), 'profile-required'],
  [CONVERSE, `${OSS}:48k`, 'provisioned-only'],
  [CONVERSE, 'no.such-model', 'invalid-identifier'],
  [CONVERSE, 'ai21.jamba-1-5-large-v1:0', 'invalid-identifier'],
  [CONVERSE, `us.${SONNET}`, 'invalid-identifier'],
  [CONVERSE, `eu.eu.${SONNET}`, 'invalid-identifier'],
  [CONVERSE, `eu.${OSS}`, 'invalid-identifier'],
  [CONVERSE, arn('us-east-1', '', `foundation-model/${OSS}`), 'invalid-identifier'],
  [CONVERSE, arn('us-east-1', '123456789012', 'application-inference-profile/abc'), 'invalid-identifier'],
  [CONVERSE, own(`inference-profile/us.${SONNET}`), 'invalid-identifier'],
  [COUNT_TOKENS, `eu.${SONNET}`, 'no-token-counting'],
  [COUNT_TOKENS, 'no.such-model', 'invalid-identifier'],
  [START_ASYNC, `eu.${SONNET}`, 'invalid-identifier'],
])('$name refuses %s as %s', (operation, identifier, code) => {
  expect(() => judgeModel(identifier, operation, FRANKFURT)).toThrow(expect.objectContaining({ code }))
})

it.each([SONNET, `eu.${SONNET}`, model(SONNET)])(
  'says of %s that it has ended, where the catalog says so',
  (identifier) => {
    const sonnet = FRANKFURT.models.get(SONNET)
    if (!sonnet) throw new Error('no Sonnet in the snapshot')
    const models = new Map(FRANKFURT.models).set(SONNET, { ...sonnet, hasEnded: true })
    const judge = () => judgeModel(identifier, CONVERSE, { ...FRANKFURT, models })
    expect(judge).toThrow(expect.objectContaining({ code: 'end-of-life' }))
  },
)
