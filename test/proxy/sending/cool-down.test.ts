import { describe, expect, it } from 'vitest'
import { BARE, PROFILE } from '../../fixtures/model-requests.ts'
import { policyWith } from '../../fixtures/policy.ts'
import { type Script, type Scripted, scriptBedrock } from '../../fixtures/scripted-bedrock.ts'

const GLOBAL = `global.${BARE}`
const GEO_ONLY = policyWith({ routing: 'geo-only' })

describe('Failover', () => {
  const BUSY = { status: 429, body: 'Too many requests' }
  const ON = { failover: 'throttling' } as const

  it.each([429, 503])('takes the next allowed candidate once on %i', async (status) => {
    const bedrock = startBedrock({ [PROFILE]: { ...BUSY, status } }, ON)
    expect(await bedrock.call()).toMatchObject({
      status: 200,
      attempts: 2,
      remedies: ['failover'],
      resolution: { resolved: GLOBAL, reason: 'failover' },
    })
    expect(bedrock.sent).toEqual([PROFILE, GLOBAL])
  })

  it('goes from global to the geography under global-first', async () => {
    const bedrock = startBedrock({ [GLOBAL]: BUSY }, ON)
    const policy = policyWith({ routing: 'global-first' })
    expect(await bedrock.call(policy)).toMatchObject({ status: 200, resolution: { resolved: PROFILE } })
  })

  it('is off unless it is asked for', async () => {
    const bedrock = startBedrock({ [PROFILE]: BUSY })
    expect(await bedrock.call()).toMatchObject({ status: 429, body: BUSY.body, attempts: 1 })
  })

  it('gives up after one', async () => {
    const bedrock = startBedrock({ [PROFILE]: BUSY, [GLOBAL]: BUSY }, ON)
    expect(await bedrock.call()).toMatchObject({ status: 429, attempts: 2 })
  })

  it('goes nowhere that the policy refuses', async () => {
    const bedrock = startBedrock({ [PROFILE]: BUSY }, ON)
    expect(await bedrock.call(GEO_ONLY)).toMatchObject({ status: 429, attempts: 1 })
  })

  it('leaves a busy profile alone for as long as retry-after says, and is not remembered longer', async () => {
    const bedrock = startBedrock({ [PROFILE]: { ...BUSY, headers: { 'retry-after': '7' } } }, ON)
    await bedrock.call()
    expect(await bedrock.call()).toMatchObject({ attempts: 1, resolution: { resolved: GLOBAL, reason: 'failover' } })
    bedrock.advance(7_000)
    expect(await bedrock.call()).toMatchObject({ attempts: 2 })
    expect(bedrock.sent).toEqual([PROFILE, GLOBAL, GLOBAL, PROFILE, GLOBAL])
  })

  it.each<[retryAfter: string, onAfterMs: number, offAfterMs: number]>([
    ['2', 1_999, 2_000],
    [new Date(Date.now() + 60_000).toUTCString(), 50_000, 60_000],
    ['86400', 299_999, 300_000],
  ])('leaves a profile alone for retry-after %s, up to five minutes', async (retryAfter, onAfterMs, offAfterMs) => {
    const bedrock = startBedrock({ [PROFILE]: { ...BUSY, headers: { 'retry-after': retryAfter } } }, ON)
    await bedrock.call()
    bedrock.advance(onAfterMs)
    expect(await bedrock.call()).toMatchObject({ attempts: 1 })
    bedrock.advance(offAfterMs - onAfterMs)
    expect(await bedrock.call()).toMatchObject({ attempts: 2 })
  })

  it.each(['', '0', '-1', 'soon', 'Sat, 21 Nov 2020 00:00:10 GMT', undefined])(
    'leaves a profile alone for some seconds of its own for retry-after "%s", and for longer each time',
    async (retryAfter) => {
      const headers: Record<string, string> = retryAfter === undefined ? {} : { 'retry-after': retryAfter }
      const bedrock = startBedrock({ [PROFILE]: { ...BUSY, headers } }, ON)
      let restMs = 2_000
      for (let i = 0; i < 7; i++) {
        expect(await bedrock.call()).toMatchObject({ attempts: 2 })
        bedrock.advance(restMs * 0.75 - 1)
        expect(await bedrock.call()).toMatchObject({ attempts: 1, resolution: { resolved: GLOBAL } })
        bedrock.advance(restMs * 0.25 + 1)
        restMs = Math.min(restMs * 2, 60_000)
      }
    },
  )

  it('asks the profile that rests shortest where all of them rest, and answers nothing of its own', async () => {
    const bedrock = startBedrock(
      {
        [PROFILE]: { ...BUSY, headers: { 'retry-after': '60' } },
        [GLOBAL]: { ...BUSY, headers: { 'retry-after': '20' } },
      },
      ON,
    )
    await bedrock.call()
    expect(await bedrock.call()).toMatchObject({ status: 429, body: BUSY.body })
    expect(bedrock.sent).toEqual([PROFILE, GLOBAL, GLOBAL])
  })

  it('tells when to come back, once no candidate is left, where Bedrock does not', async () => {
    const bedrock = startBedrock({ [PROFILE]: BUSY, [GLOBAL]: BUSY }, ON)
    expect(await bedrock.call()).toMatchObject({ status: 429, told: { 'retry-after': '2' } })
    const told = startBedrock({ [PROFILE]: BUSY, [GLOBAL]: { ...BUSY, headers: { 'retry-after': '9' } } }, ON)
    expect((await told.call()).told).toBeUndefined()
    const off = startBedrock({ [PROFILE]: BUSY })
    expect((await off.call()).told).toBeUndefined()
  })
})

/** A Bedrock that answers each identifier as it is told, and everything else with 200. */
function startBedrock(answers: Readonly<Record<string, Scripted>>, script: Script = {}) {
  return scriptBedrock({ ...script, says: (id) => answers[id] })
}
