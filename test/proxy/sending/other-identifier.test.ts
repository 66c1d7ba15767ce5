import { describe, expect, it } from 'vitest'
import type { Catalog } from '../../../src/bedrock/catalog.ts'
import { REFUSALS } from '../../../src/simulator/refusal-rows.ts'
import { applicationProfile } from '../../fixtures/application-profile.ts'
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
  it('takes the profile where Bedrock says that the model is not on demand', async () => {
    const bedrock = startBedrock({ [BARE]: ON_DEMAND }, { target: modelPath('count-tokens') })
    expect(await bedrock.call()).toMatchObject({ status: 200, attempts: 2, resolution: { resolved: PROFILE } })
  })

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

describe('The words of other APIs', () => {
  const NOT_FOUND = {
    status: 404,
    body: '{"error":{"message":"No.","type":"invalid_request_error","code":"model_not_found"}}',
  }
  const ANTHROPIC = { status: 404, body: '{"type":"error","error":{"type":"not_found_error","message":"model: x"}}' }
  const body = JSON.stringify({ model: BARE })

  it.each([
    ['/openai/v1/responses', NOT_FOUND],
    ['/openai/v1/chat/completions', NOT_FOUND],
    ['/anthropic/v1/messages', ANTHROPIC],
  ])('on %s are the same news, and the next candidate is tried', async (target, refusal) => {
    const bedrock = startBedrock({ [PROFILE]: refusal }, { target, body })
    expect(await bedrock.call()).toMatchObject({ status: 200, attempts: 2, remedies: ['next-candidate'] })
    expect(bedrock.sent).toEqual([PROFILE, GLOBAL])
  })

  it('come with the nearest names where nothing helps', async () => {
    const bedrock = startBedrock(
      { [PROFILE]: NOT_FOUND, [GLOBAL]: NOT_FOUND },
      { target: '/openai/v1/responses', body },
    )
    expect(await bedrock.call()).toMatchObject({ status: 404, hint: expect.stringContaining(PROFILE) })
  })

  it('mean something else on the routes of Bedrock', async () => {
    const bedrock = startBedrock({ [PROFILE]: NOT_FOUND })
    expect(await bedrock.call()).toMatchObject({ status: 404, attempts: 1 })
  })
})

describe('An application profile', () => {
  const profile = applicationProfile({ tags: { team: 'a' } })
  const catalog = { ...FRANKFURT, applicationProfiles: [profile] }
  const TAGGED = policyWith({ applicationProfileTags: new Map([['team', 'a']]) })
  const body = JSON.stringify({ model: BARE })
  const REFUSED = { status: 400, body: '{"message":"Application inference profiles are not supported by this API."}' }

  it('is not asked of the Responses route, which takes none', async () => {
    const bedrock = startBedrock({}, { target: '/openai/v1/responses', body, catalog })
    expect(await bedrock.call(TAGGED)).toMatchObject({
      attempts: 1,
      resolution: { resolved: PROFILE, reason: 'application-profile-not-taken' },
    })
  })

  it('gives way to the system’s where Bedrock says that it takes none, and that is remembered', async () => {
    const bedrock = startBedrock({ [profile.arn]: REFUSED }, { target: '/openai/v1/chat/completions', body, catalog })
    expect(await bedrock.call(TAGGED)).toMatchObject({
      status: 200,
      attempts: 2,
      remedies: ['system-profile'],
      resolution: { resolved: PROFILE, reason: 'application-profile-not-taken' },
    })
    expect(await bedrock.call(TAGGED)).toMatchObject({ attempts: 1, resolution: { resolved: PROFILE } })
  })

  it('that the client itself named gets the answer of Bedrock', async () => {
    const own = JSON.stringify({ model: profile.arn })
    const bedrock = startBedrock(
      { [profile.arn]: REFUSED },
      { target: '/openai/v1/chat/completions', body: own, catalog },
    )
    expect(await bedrock.call(TAGGED)).toMatchObject({ status: 400, attempts: 1, body: REFUSED.body })
  })
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
