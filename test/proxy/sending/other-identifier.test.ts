import { describe, expect, it } from 'vitest'
import type { Catalog } from '../../../src/bedrock/catalog.ts'
import { REFUSALS } from '../../../src/simulator/refusal-rows.ts'
import { BARE, modelPath, PROFILE } from '../../fixtures/model-requests.ts'
import { policyWith } from '../../fixtures/policy.ts'
import { type Script, type Scripted, scriptBedrock } from '../../fixtures/scripted-bedrock.ts'
import { FRANKFURT } from '../../fixtures/start-frankfurt.ts'

const GLOBAL = `global.${BARE}`
const INVALID = { status: 400, body: REFUSALS['invalid-identifier'].message }
const ON_DEMAND = { status: 400, body: REFUSALS['profile-required'].message }
const NO_COUNTING = { status: 400, body: REFUSALS['no-token-counting'].message }
const GEO_ONLY = policyWith({ routing: 'geo-only' })

describe('An identifier that Bedrock refuses', () => {
  it.each([INVALID, ON_DEMAND])('is followed by the next candidate ($body)', async (refusal) => {
    const bedrock = startBedrock({ [PROFILE]: refusal })
    expect(await bedrock.call()).toMatchObject({
      status: 200,
      attempts: 2,
      hint: undefined,
      remedies: ['next-candidate'],
      resolution: { kind: 'profile', requested: BARE, resolved: GLOBAL, reason: 'healed', geography: 'global' },
    })
    expect(bedrock.sent).toEqual([PROFILE, GLOBAL])
  })

  it('is not sent again once another has worked', async () => {
    const bedrock = startBedrock({ [PROFILE]: INVALID })
    await bedrock.call()
    expect(await bedrock.call()).toMatchObject({
      status: 200,
      attempts: 1,
      remedies: [],
      resolution: { reason: 'healed' },
    })
    expect(bedrock.sent).toEqual([PROFILE, GLOBAL, GLOBAL])
  })

  it('is sent again after an hour, and at once for another operation or under another policy', async () => {
    const bedrock = startBedrock({ [PROFILE]: INVALID })
    await bedrock.call()
    expect(await bedrock.call(policyWith())).toMatchObject({ attempts: 2 })
    bedrock.advance(60 * 60_000)
    expect(await bedrock.call()).toMatchObject({ attempts: 2 })
  })

  it('is followed by what AWS lists now, and tried again when the catalog changes once more', async () => {
    const bedrock = startBedrock({ [PROFILE]: INVALID }, { refreshed: withoutProfiles(FRANKFURT, 'eu') })
    expect(await bedrock.call()).toMatchObject({ status: 200, resolution: { resolved: GLOBAL } })
    expect(bedrock.done).toEqual(['catalog asked for'])
    bedrock.setCatalog(FRANKFURT)
    await bedrock.call()
    expect(bedrock.sent).toEqual([PROFILE, GLOBAL, PROFILE, GLOBAL])
  })

  it('is found where the catalog did not know its model before', async () => {
    const bedrock = startBedrock(
      { [BARE]: ON_DEMAND },
      { catalog: { ...FRANKFURT, models: new Map() }, refreshed: FRANKFURT },
    )
    expect(await bedrock.call()).toMatchObject({ status: 200, resolution: { resolved: PROFILE, reason: 'healed' } })
  })

  it('comes back with the words of Bedrock where no candidate is left, and with the nearest names', async () => {
    const bedrock = startBedrock({ [PROFILE]: INVALID, [GLOBAL]: ON_DEMAND })
    expect(await bedrock.call()).toMatchObject({
      status: 400,
      body: ON_DEMAND.body,
      attempts: 2,
      hint: expect.stringContaining(PROFILE),
    })
    expect(bedrock.sent).toEqual([PROFILE, GLOBAL])
  })

  it('is never followed by one that the policy refuses', async () => {
    const bedrock = startBedrock({ [PROFILE]: INVALID })
    expect(await bedrock.call(GEO_ONLY)).toMatchObject({ status: 400, body: INVALID.body, attempts: 1 })
    expect(bedrock.sent).toEqual([PROFILE])
  })

  it('is not followed by anything for a client that has left', async () => {
    const bedrock = startBedrock({ [PROFILE]: INVALID })
    bedrock.departure.happen()
    expect(await bedrock.call()).toMatchObject({ status: 400, attempts: 1, hint: expect.any(String) })
  })

  it.each([403, 404, 408, 424, 429, 500, 503])(
    'is left alone where the status is %i, whatever it says',
    async (status) => {
      const bedrock = startBedrock({ [PROFILE]: { ...INVALID, status } })
      expect(await bedrock.call()).toMatchObject({ status, attempts: 1, remedies: [], hint: undefined })
    },
  )
})

describe('CountTokens', () => {
  it.each([
    [BARE, [BARE, PROFILE]],
    [PROFILE, [BARE, PROFILE]],
  ])('asked for %s takes the other form where a model wants it, and remembers that', async (requested, sent) => {
    const bedrock = startBedrock({ [BARE]: NO_COUNTING }, { target: modelPath('count-tokens', requested) })
    expect(await bedrock.call()).toMatchObject({ status: 200, attempts: 2, remedies: ['other-form'] })
    expect(await bedrock.call()).toMatchObject({ status: 200, attempts: 1 })
    expect(bedrock.sent).toEqual([...sent, PROFILE])
  })

  it('tries it once', async () => {
    const answers = { [BARE]: NO_COUNTING, [PROFILE]: NO_COUNTING }
    const bedrock = startBedrock(answers, { target: modelPath('count-tokens') })
    expect(await bedrock.call()).toMatchObject({ status: 400, body: NO_COUNTING.body, attempts: 2 })
  })

  it('does not take a form that the policy refuses', async () => {
    const bedrock = startBedrock({ [BARE]: NO_COUNTING }, { target: modelPath('count-tokens') })
    expect(await bedrock.call(policyWith({ routing: 'in-region-only' }))).toMatchObject({ status: 400, attempts: 1 })
  })
})

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

  it.each(['', '0', '-1', 'soon', 'Sat, 21 Nov 2020 00:00:10 GMT'])(
    'leaves nothing alone for retry-after "%s"',
    async (retryAfter) => {
      const bedrock = startBedrock({ [PROFILE]: { ...BUSY, headers: { 'retry-after': retryAfter } } }, ON)
      await bedrock.call()
      expect(await bedrock.call()).toMatchObject({ attempts: 2 })
    },
  )
})

/** A Bedrock that answers each identifier as it is told, and everything else with 200. */
function startBedrock(answers: Readonly<Record<string, Scripted>>, script: Script = {}) {
  return scriptBedrock({ ...script, says: (id) => answers[id] })
}

function withoutProfiles(catalog: Catalog, geography: string): Catalog {
  const models = [...catalog.models].map(([modelId, model]) => {
    const profiles = model.profiles.filter((profile) => profile.geography !== geography)
    return [modelId, { ...model, profiles }] as const
  })
  return { ...catalog, models: new Map(models) }
}
