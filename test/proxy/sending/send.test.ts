import { describe, expect, it } from 'vitest'
import { MAX_SENDS } from '../../../src/proxy/sending/remedies.ts'
import { send } from '../../../src/proxy/sending/send.ts'
import { REFUSALS } from '../../../src/simulator/refusal-rows.ts'
import { BARE, PROFILE } from '../../fixtures/model-requests.ts'
import { type Scripted, scriptBedrock } from '../../fixtures/scripted-bedrock.ts'

const INVALID = { status: 400, body: REFUSALS['invalid-identifier'].message }
const LOST = Object.assign(new Error('lost'), {
  code: 'ECONNRESET',
  connection: { isReused: true, hasAnswered: false },
})
const refusal = (exception: string) => ({ status: 403, headers: { 'x-amzn-errortype': exception } })

describe('A request', () => {
  it('that is answered is sent once', async () => {
    const bedrock = scriptBedrock({})
    expect(await bedrock.call()).toMatchObject({ status: 200, attempts: 1, remedies: [] })
    expect(bedrock.sent).toEqual([PROFILE])
  })

  it('that names no model is sent as it is', async () => {
    const bedrock = scriptBedrock({ method: 'GET', target: '/async-invoke' })
    expect(await bedrock.call()).toMatchObject({ status: 200, attempts: 1, resolution: undefined })
    expect(bedrock.sent).toEqual(['/async-invoke'])
  })

  it('that the catalog answers is sent nowhere', async () => {
    const bedrock = scriptBedrock({ method: 'GET', target: '/v1/models' })
    expect(await bedrock.call()).toMatchObject({ status: 200, attempts: 0 })
    expect(bedrock.sent).toEqual([])
  })

  it('that cannot be worded is not counted as sent', async () => {
    const bedrock = scriptBedrock({ target: '/v1/messages/count_tokens', body: `{"model":"${BARE}",}` })
    await expect(bedrock.call()).rejects.toMatchObject({ code: 'malformed-body', attempts: 0 })
  })

  it('fails with the number of its sends', async () => {
    const unreachable = Object.assign(new Error('no'), { code: 'ENOTFOUND' })
    const bedrock = scriptBedrock({ says: (_, send) => (send === 1 ? INVALID : unreachable) })
    await expect(bedrock.call()).rejects.toMatchObject({ code: 'upstream-unreachable', attempts: 2 })
  })

  it('whose answer cannot be translated fails with the number of its sends', async () => {
    const body = `{"model":"${BARE}","messages":[]}`
    const bedrock = scriptBedrock({
      target: '/v1/messages/count_tokens',
      body,
      says: () => ({ status: 200, body: '?' }),
    })
    await expect(bedrock.call()).rejects.toMatchObject({ code: 'upstream-malformed', attempts: 1 })
  })

  it('that a bug of ours fails is not blamed on Bedrock', async () => {
    const request = () => {
      throw new TypeError('bug')
    }
    await expect(send({ ...scriptBedrock({}).first(), route: { request } })).rejects.toMatchObject({
      code: 'internal',
      attempts: 0,
    })
  })
})

describe('The cap', () => {
  /** One request that meets everything that can be mended: what each send is answered with, and the remedy for it. */
  const TROUBLE: readonly [Scripted, string][] = [
    [LOST, 'stale-connection'],
    [refusal('ExpiredTokenException'), 'fresh-credentials'],
    [refusal('RequestTimeTooSkewed'), 'aws-clock'],
    [{ status: 404, body: '<UnknownOperationException/>' }, 'other-route'],
    [INVALID, 'next-candidate'],
    [{ status: 429, body: '{"message":"Too many requests"}' }, 'failover'],
  ]

  it(`holds a request to six sends, whatever befalls it`, async () => {
    const bedrock = scriptBedrock({
      target: '/v1/messages',
      body: `{"model":"${BARE}","max_tokens":1,"messages":[]}`,
      failover: 'throttling',
      says: (_, send) => TROUBLE[send - 1]?.[0],
    })
    const sent = await bedrock.call()
    expect(sent).toMatchObject({ status: 429, attempts: 6 })
    expect(sent.remedies).toEqual(TROUBLE.slice(0, MAX_SENDS - 1).map(([, remedy]) => remedy))
    expect(bedrock.sent).toHaveLength(MAX_SENDS)
  })

  it('holds a request that is lost again and again between other troubles', async () => {
    const says = (_: string, send: number) =>
      send % 2 === 1 ? LOST : refusal(send === 2 ? 'ExpiredToken' : 'RequestExpired')
    const bedrock = scriptBedrock({ says })
    expect(await bedrock.call()).toMatchObject({ status: 403, attempts: 6 })
  })

  it('lets the catalog stand in after six sends as well, for that costs none', async () => {
    const says = (_: string, send: number): Scripted =>
      [LOST, refusal('ExpiredToken'), LOST, refusal('RequestExpired'), LOST, refusal('AccessDeniedException')][
        send - 1
      ] ?? LOST
    const bedrock = scriptBedrock({ method: 'GET', target: '/inference-profiles', says })
    expect(await bedrock.call()).toMatchObject({ status: 200, attempts: 6 })
  })
})

describe('A body that is not kept', () => {
  it.each([LOST, refusal('ExpiredTokenException'), INVALID])('is not sent again (%o)', async (trouble) => {
    const bedrock = scriptBedrock({ keepsBody: false, says: () => trouble })
    await bedrock.call().catch(() => undefined)
    expect(bedrock.sent).toHaveLength(1)
  })

  it('teaches all the same: the next request has credentials that are read anew', async () => {
    const bedrock = scriptBedrock({ keepsBody: false, says: () => refusal('ExpiredTokenException') })
    expect(await bedrock.call()).toMatchObject({ status: 403, attempts: 1 })
    expect(bedrock.done).toEqual(['credentials read anew'])
  })
})

it('A client that has left is sent nothing again for', async () => {
  const bedrock = scriptBedrock({ says: () => INVALID })
  bedrock.departure.happen()
  expect(await bedrock.call()).toMatchObject({ status: 400, attempts: 1 })
})
