import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { mend, possibleRemedies } from '../../../src/proxy/sending/mend.ts'
import { MAX_SENDS, REMEDIES } from '../../../src/proxy/sending/remedies.ts'
import { REFUSALS } from '../../../src/simulator/refusal-rows.ts'
import { BARE, modelPath, PROFILE } from '../../fixtures/model-requests.ts'
import { readAll, respond } from '../../fixtures/respond.ts'
import { type Scripted, scriptBedrock } from '../../fixtures/scripted-bedrock.ts'

const ON_DEMAND = REFUSALS['profile-required'].message
const INVALID = REFUSALS['invalid-identifier'].message
const NO_COUNTING = REFUSALS['no-token-counting'].message
const CONVERSE = modelPath('converse')
const COUNT = modelPath('count-tokens')
const LOST = Object.assign(new Error('lost'), {
  code: 'ECONNRESET',
  connection: { isReused: true, hasAnswered: false },
})
const REFUSED = Object.assign(new Error('refused'), { code: 'ECONNREFUSED' })

describe('the table', () => {
  it('holds a request to six sends', () => {
    expect(MAX_SENDS).toBe(6)
  })

  it.each(REMEDIES)(
    'says of $name what it is for, and how often',
    ({ statuses, fitsNoAnswer, atMost, needsBody, words }) => {
      expect(statuses?.length || fitsNoAnswer).toBeTruthy()
      expect(atMost).toBeLessThanOrEqual(MAX_SENDS)
      if (words) expect([needsBody || statuses?.includes(200), words.maxBytes]).toEqual([true, expect.any(Number)])
    },
  )
})

describe('An answer', () => {
  it.each<[status: number, message: string, target: string, remedies: string[]]>([
    [400, ON_DEMAND, CONVERSE, ['next-candidate']],
    [400, ON_DEMAND.replace('’', "'"), modelPath('invoke'), ['next-candidate']],
    [400, ON_DEMAND.replace('’', '\\u2019'), modelPath('invoke'), []],
    [400, INVALID, '/v1/responses', ['next-candidate']],
    [400, INVALID.toLowerCase(), '/v1/messages', ['next-candidate']],
    [400, INVALID, '/mantle/v1/responses', []],
    [400, NO_COUNTING, COUNT, ['other-form']],
    [400, NO_COUNTING, CONVERSE, []],
    [400, 'Malformed input request: #: required key [messages] not found', CONVERSE, []],
    [403, ON_DEMAND, CONVERSE, []],
    [404, INVALID, CONVERSE, []],
    [429, INVALID, CONVERSE, []],
    [500, INVALID, CONVERSE, []],
    [503, ON_DEMAND, CONVERSE, []],
    [200, INVALID, CONVERSE, []],
  ])('%i with "%s" to %s is recognised as %j, and keeps every byte', async (status, message, target, names) => {
    const body = JSON.stringify({ message })
    const { attempt } = see({ target })
    const seen = { attempt, history: { sends: 1, tried: [], remedies: [] }, outcome: respond({ status, body }) }
    const { recognised, outcome } = await mend(
      { ...seen, history: { ...seen.history, sends: MAX_SENDS } },
      possibleRemedies(seen),
    )
    expect(recognised.map(({ name }) => name)).toEqual(names)
    expect('status' in outcome && readAll(outcome).text).toBe(body)
  })

  it.each([
    [429, 'throttling', ['failover']],
    [503, 'throttling', ['failover']],
    [429, 'off', []],
    [500, 'throttling', []],
    [403, 'throttling', []],
  ] as const)('%i under failover %s is recognised as %j', (status, failover, names) => {
    const { attempt } = see({ failover })
    const seen = { attempt, history: { sends: 1, tried: [], remedies: [] }, outcome: respond({ status, body: '{}' }) }
    expect(possibleRemedies(seen).map(({ name }) => name)).toEqual(names)
  })
})

describe('Who signs', () => {
  const WRONG_DATE = 'Sun, 22 Nov 2026 12:10:00 GMT'

  it.each([
    [403, 'ExpiredTokenException', 2, 'credentials read anew'],
    [403, 'ExpiredToken', 2, 'credentials read anew'],
    [403, 'UnrecognizedClientException:http://internal.amazon.com/', 1, 'credentials read anew'],
    [403, 'InvalidClientTokenId', 1, 'credentials read anew'],
    [403, 'InvalidSignatureException', 2, `clock ${WRONG_DATE}`],
    [403, 'SignatureDoesNotMatch', 2, `clock ${WRONG_DATE}`],
    [403, 'RequestExpired', 2, `clock ${WRONG_DATE}`],
    [403, 'RequestTimeTooSkewed', 2, `clock ${WRONG_DATE}`],
    [403, 'AccessDeniedException', 1, undefined],
    [403, 'constructor', 1, undefined],
    [400, 'ExpiredTokenException', 1, undefined],
    [403, undefined, 1, undefined],
  ])('%i %s is sent %i times, after: %s', async (status, exception, times, done) => {
    const headers = { date: WRONG_DATE, ...(exception && { 'x-amzn-errortype': exception }) }
    const bedrock = scriptBedrock({ says: () => ({ status, headers }) })
    expect(await bedrock.call()).toMatchObject({ attempts: times, status })
    expect(bedrock.sent).toEqual(Array(times).fill(PROFILE))
    expect([...new Set(bedrock.done)]).toEqual(done === undefined ? [] : [done])
  })

  it('is not asked again where a signature is wrong although the clock is right', async () => {
    const says = () => ({ status: 403, headers: { 'x-amzn-errortype': 'InvalidSignatureException' } })
    const bedrock = scriptBedrock({ isClockWrong: false, says })
    expect(await bedrock.call()).toMatchObject({ status: 403, attempts: 1 })
  })
})

describe('A lost connection', () => {
  it('is a stale one: the request is sent once more', async () => {
    expect(await lost([LOST]).call()).toMatchObject({ status: 200, attempts: 2, remedies: ['stale-connection'] })
  })

  it('is none the second time', async () => {
    await expect(lost([LOST, LOST]).call()).rejects.toMatchObject({
      code: 'upstream-unreachable',
      cause: LOST,
      attempts: 2,
    })
  })

  it.each([
    ['on a connection that nobody had used before', { isReused: false, hasAnswered: false }],
    ['after as much as a byte of an answer', { isReused: true, hasAnswered: true }],
    ['of which the lane tells nothing', {}],
  ])('is none %s', async (_, connection) => {
    const cause = Object.assign(new Error('lost'), { code: 'ECONNRESET', connection })
    await expect(lost([cause]).call()).rejects.toMatchObject({ code: 'upstream-unreachable', cause, attempts: 1 })
  })

  it('is none where Bedrock may have worked on the request: a stale connection breaks at once', async () => {
    vi.useFakeTimers()
    onTestFinished(() => void vi.useRealTimers())
    const bedrock = scriptBedrock({
      says() {
        vi.advanceTimersByTime(1_001)
        return LOST
      },
    })
    await expect(bedrock.call()).rejects.toMatchObject({ cause: LOST, attempts: 1 })
  })

  it('is not one that could not be made', async () => {
    await expect(lost([REFUSED]).call()).rejects.toMatchObject({ code: 'upstream-unreachable', cause: REFUSED })
  })

  it('is left alone for a client that has left', async () => {
    const bedrock = lost([LOST])
    bedrock.departure.happen()
    await expect(bedrock.call()).rejects.toMatchObject({ code: 'upstream-unreachable', attempts: 1 })
  })

  const lost = (outcomes: readonly Scripted[]) => scriptBedrock({ says: (_, send) => outcomes[send - 1] })
})

describe('A listing of the control plane', () => {
  const LIST = { method: 'GET', target: '/inference-profiles?type=SYSTEM_DEFINED' } as const

  it.each([401, 403, 429, 500, 503, 599])('is answered from the catalog where AWS answers %i', async (status) => {
    const sent = await scriptBedrock({ ...LIST, says: () => ({ status }) }).call()
    expect(sent).toMatchObject({ status: 200, attempts: 1, remedies: ['stand-in'] })
    expect(sent.body).toContain(`eu.${BARE}`)
  })

  it.each(['ENOTFOUND', 'UND_ERR_HEADERS_TIMEOUT', 'CERT_HAS_EXPIRED'])(
    'is answered from it after %s',
    async (code) => {
      const says = () => Object.assign(new Error('no'), { code })
      expect(await scriptBedrock({ ...LIST, says }).call()).toMatchObject({ status: 200, attempts: 1 })
    },
  )

  it.each([200, 400, 404])('is relayed where AWS answers %i', async (status) => {
    const says = () => ({ status, body: '{"a":1}' })
    expect(await scriptBedrock({ ...LIST, says }).call()).toMatchObject({ status, body: '{"a":1}', remedies: [] })
  })

  it('fails where the request itself is wrong', async () => {
    const says = () => Object.assign(new Error('no'), { code: 'UND_ERR_INVALID_ARG' })
    await expect(scriptBedrock({ ...LIST, says }).call()).rejects.toMatchObject({ code: 'malformed-request' })
  })

  it.each([403, 500])('is the only thing that the catalog stands in for (%i)', async (status) => {
    const bedrock = scriptBedrock({ method: 'GET', target: '/async-invoke', says: () => ({ status }) })
    expect(await bedrock.call()).toMatchObject({ status, remedies: [] })
  })
})

function see(script: Parameters<typeof scriptBedrock>[0]) {
  const body = script.target?.startsWith('/model') === false ? `{"model":"${BARE}"}` : '{}'
  return { attempt: scriptBedrock({ body, ...script }).first() }
}
