import { describe, expect, it } from 'vitest'
import type { Catalog } from '../../src/bedrock/catalog.ts'
import { resolveModel } from '../../src/bedrock/resolve-model.ts'
import { Departure } from '../../src/http/client-presence.ts'
import { createCoolDown, type Failover } from '../../src/proxy/cool-down.ts'
import { createLearnedResolutions } from '../../src/proxy/learned-resolutions.ts'
import { matchOperation } from '../../src/proxy/match-operation.ts'
import type { RegionalParts } from '../../src/proxy/proxy-parts.ts'
import type { Passed } from '../../src/proxy/resolve-requested-model.ts'
import { sendMending } from '../../src/proxy/send-mending.ts'
import type { UpstreamResponse } from '../../src/proxy/upstream-response.ts'
import { REFUSALS } from '../../src/simulator/refusals.ts'
import { BARE, modelPath, PROFILE } from '../fixtures/model-requests.ts'
import { policyWith } from '../fixtures/policy.ts'
import { readAll, respond } from '../fixtures/respond.ts'
import { FRANKFURT } from '../fixtures/start-frankfurt.ts'

const GLOBAL = `global.${BARE}`
const INVALID = { status: 400, message: REFUSALS['invalid-identifier'].message }
const ON_DEMAND = { status: 400, message: REFUSALS['profile-required'].message }
const NO_COUNTING = { status: 400, message: REFUSALS['no-token-counting'].message }
const OK = { status: 200, message: 'fine' }

describe('An identifier that Bedrock refuses', () => {
  it.each([INVALID, ON_DEMAND])('is followed by the next candidate ($message)', async (refusal) => {
    const bedrock = startBedrock({ answers: { [PROFILE]: refusal } })
    expect(await bedrock.call()).toMatchObject({
      status: 200,
      attempts: 2,
      isRefused: false,
      remedies: ['next-candidate'],
      resolution: { kind: 'profile', requested: BARE, resolved: GLOBAL, reason: 'healed', geography: 'global' },
    })
    expect(bedrock.sent()).toEqual([PROFILE, GLOBAL])
  })

  it('is not sent again once another has worked', async () => {
    const bedrock = startBedrock({ answers: { [PROFILE]: INVALID } })
    await bedrock.call()
    expect(await bedrock.call()).toMatchObject({
      status: 200,
      attempts: 1,
      remedies: [],
      resolution: { reason: 'healed' },
    })
    expect(bedrock.sent()).toEqual([PROFILE, GLOBAL, GLOBAL])
  })

  it('is followed by what AWS lists now, and tried again when the catalog changes once more', async () => {
    const renewed = withoutProfiles(FRANKFURT, 'eu')
    const bedrock = startBedrock({ answers: { [PROFILE]: INVALID }, refreshed: renewed })
    expect(await bedrock.call()).toMatchObject({ status: 200, resolution: { resolved: GLOBAL } })
    expect(bedrock.refreshes()).toBe(1)
    bedrock.setCatalog(FRANKFURT)
    await bedrock.call()
    expect(bedrock.sent()).toEqual([PROFILE, GLOBAL, PROFILE, GLOBAL])
  })

  it('is found where the catalog did not know its model before', async () => {
    const bedrock = startBedrock({
      catalog: { ...FRANKFURT, models: new Map() },
      answers: { [BARE]: ON_DEMAND },
      refreshed: FRANKFURT,
    })
    expect(await bedrock.call()).toMatchObject({ status: 200, resolution: { resolved: PROFILE, reason: 'healed' } })
  })

  it('comes back with the words of Bedrock where no candidate is left', async () => {
    const bedrock = startBedrock({ answers: { [PROFILE]: INVALID, [GLOBAL]: ON_DEMAND } })
    expect(await bedrock.call()).toMatchObject({ status: 400, body: ON_DEMAND.message, attempts: 2, isRefused: true })
    expect(bedrock.sent()).toEqual([PROFILE, GLOBAL])
  })

  it('is never followed by one that the policy refuses', async () => {
    const bedrock = startBedrock({ answers: { [PROFILE]: INVALID } })
    expect(await bedrock.call({ routing: 'geo-only' })).toMatchObject({
      status: 400,
      body: INVALID.message,
      attempts: 1,
    })
    expect(bedrock.sent()).toEqual([PROFILE])
  })

  it('is not followed by anything for a client that has left', async () => {
    const bedrock = startBedrock({ answers: { [PROFILE]: INVALID } })
    bedrock.departure.happen()
    expect(await bedrock.call()).toMatchObject({ status: 400, attempts: 1 })
  })

  it.each([403, 404, 408, 424, 429, 500, 503])(
    'is left alone where the status is %i, whatever it says',
    async (status) => {
      const bedrock = startBedrock({ answers: { [PROFILE]: { status, message: INVALID.message } } })
      expect(await bedrock.call()).toMatchObject({ status, attempts: 1, remedies: [] })
    },
  )
})

describe('CountTokens', () => {
  it.each([
    [BARE, [BARE, PROFILE]],
    [PROFILE, [BARE, PROFILE]],
  ])('asked for %s takes the other form where a model wants it, and remembers that', async (requested, sent) => {
    const bedrock = startBedrock({ answers: { [BARE]: NO_COUNTING }, operation: 'count-tokens', requested })
    expect(await bedrock.call()).toMatchObject({ status: 200, attempts: 2, remedies: ['other-form'] })
    expect(await bedrock.call()).toMatchObject({ status: 200, attempts: 1 })
    expect(bedrock.sent()).toEqual([...sent, PROFILE])
  })

  it('tries it once', async () => {
    const bedrock = startBedrock({
      answers: { [BARE]: NO_COUNTING, [PROFILE]: NO_COUNTING },
      operation: 'count-tokens',
    })
    expect(await bedrock.call()).toMatchObject({ status: 400, body: NO_COUNTING.message, attempts: 2 })
  })

  it('does not take a form that the policy refuses', async () => {
    const bedrock = startBedrock({ answers: { [BARE]: NO_COUNTING }, operation: 'count-tokens' })
    expect(await bedrock.call({ routing: 'in-region-only' })).toMatchObject({ status: 400, attempts: 1 })
  })
})

describe('Failover', () => {
  const BUSY = { status: 429, message: 'Too many requests' }

  it.each([429, 503])('takes the next allowed candidate once on %i', async (status) => {
    const bedrock = startBedrock({ answers: { [PROFILE]: { ...BUSY, status } }, failover: 'throttling' })
    expect(await bedrock.call()).toMatchObject({
      status: 200,
      attempts: 2,
      remedies: ['failover'],
      resolution: { resolved: GLOBAL, reason: 'failover' },
    })
    expect(bedrock.sent()).toEqual([PROFILE, GLOBAL])
  })

  it('goes from global to the geography under global-first', async () => {
    const bedrock = startBedrock({ answers: { [GLOBAL]: BUSY }, failover: 'throttling' })
    expect(await bedrock.call({ routing: 'global-first' })).toMatchObject({
      status: 200,
      resolution: { resolved: PROFILE },
    })
  })

  it('is off unless it is asked for', async () => {
    const bedrock = startBedrock({ answers: { [PROFILE]: BUSY } })
    expect(await bedrock.call()).toMatchObject({ status: 429, body: BUSY.message, attempts: 1 })
  })

  it('gives up after one', async () => {
    const bedrock = startBedrock({ answers: { [PROFILE]: BUSY, [GLOBAL]: BUSY }, failover: 'throttling' })
    expect(await bedrock.call()).toMatchObject({ status: 429, attempts: 2 })
  })

  it('goes nowhere that the policy refuses', async () => {
    const bedrock = startBedrock({ answers: { [PROFILE]: BUSY }, failover: 'throttling' })
    expect(await bedrock.call({ routing: 'geo-only' })).toMatchObject({ status: 429, attempts: 1 })
  })

  it('leaves a busy profile alone for as long as retry-after says, and is not remembered longer', async () => {
    const bedrock = startBedrock({ answers: { [PROFILE]: { ...BUSY, retryAfter: '7' } }, failover: 'throttling' })
    await bedrock.call()
    expect(await bedrock.call()).toMatchObject({ attempts: 1, resolution: { resolved: GLOBAL, reason: 'failover' } })
    bedrock.advance(7_000)
    expect(await bedrock.call()).toMatchObject({ attempts: 2 })
    expect(bedrock.sent()).toEqual([PROFILE, GLOBAL, GLOBAL, PROFILE, GLOBAL])
  })
})

it('A request that names no model is sent as it is', async () => {
  const { circumstances } = startBedrock({})
  const response = scripted(OK)
  expect(await sendMending(undefined, async () => ({ response, attempts: 1 }), circumstances(policyWith()))).toEqual({
    response,
    attempts: 1,
    resolution: undefined,
    remedies: [],
    isRefused: false,
  })
})

type ScriptedAnswer = { readonly status: number; readonly message: string; readonly retryAfter?: string }

/** A Bedrock that answers each identifier as the script says, and everything else with 200. */
function startBedrock(script: {
  readonly answers?: Readonly<Record<string, ScriptedAnswer>>
  readonly catalog?: Catalog
  readonly refreshed?: Catalog
  readonly failover?: Failover
  readonly operation?: string
  readonly requested?: string
}) {
  const { answers = {}, failover = 'off', operation = 'converse', requested = BARE } = script
  let catalog = script.catalog ?? FRANKFURT
  let refreshes = 0
  let now = 0
  const sent: string[] = []
  const departure = new Departure()
  const region = {
    region: 'eu-central-1',
    catalog: () => catalog,
    refreshCatalog: async () => {
      refreshes++
      catalog = script.refreshed ?? catalog
    },
    learned: createLearnedResolutions(),
    coolDown: createCoolDown(() => now),
  } as unknown as RegionalParts
  const matched = matchOperation('POST', modelPath(operation))
  const circumstances = (policy: ReturnType<typeof policyWith>) => ({ ...matched, region, policy, failover, departure })
  const policies = new Map<string, ReturnType<typeof policyWith>>()
  return {
    departure,
    circumstances,
    sent: () => sent,
    refreshes: () => refreshes,
    setCatalog: (next: Catalog) => {
      catalog = next
    },
    advance: (ms: number) => {
      now += ms
    },
    async call(given: Parameters<typeof policyWith>[0] = {}) {
      const policy = policies.get(JSON.stringify(given)) ?? policyWith(given)
      policies.set(JSON.stringify(given), policy)
      const { takesProfile } = matched.operation
      const resolution = resolveModel(requested, { catalog, policy, takesProfile }) as Passed
      const send = async (id = '') => {
        sent.push(id)
        return { response: scripted(answers[id] ?? OK), attempts: 1 }
      }
      const { response, ...rest } = await sendMending(resolution, send, circumstances(policy))
      return { ...rest, status: response.status, body: readAll(response).text }
    },
  }
}

function scripted({ status, message, retryAfter }: ScriptedAnswer): UpstreamResponse {
  return respond({ status, body: message, ...(retryAfter !== undefined && { headers: { 'retry-after': retryAfter } }) })
}

function withoutProfiles(catalog: Catalog, geography: string): Catalog {
  const models = [...catalog.models].map(([modelId, model]) => {
    const profiles = model.profiles.filter((profile) => profile.geography !== geography)
    return [modelId, { ...model, profiles }] as const
  })
  return { ...catalog, models: new Map(models) }
}
