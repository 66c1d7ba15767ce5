import type { DecisionReport } from '../../src/bedrock/resolution-report.ts'
import type { PageRequest, PageState } from '../../src/page/page-data.ts'
import { initialModel, type Model } from '../../src/page/page-model.ts'

/** Noon of a day, by the clock of wherever the tests run. */
export const NOON = new Date(2026, 10, 29, 12, 0, 0).getTime()

/** What a page may be told by somebody who means harm. */
export const HOSTILE = '<img src=x onerror=alert(1)>'

export const DECISION: DecisionReport = {
  requested: 'anthropic.claude-sonnet-4-6',
  resolved: 'eu.anthropic.claude-sonnet-4-6',
  kind: 'profile',
  reason: 'geographic-profile',
  region: 'eu-central-1',
  geography: 'eu',
  destinationRegions: ['eu-central-1', 'eu-west-1'],
  source: 'live',
  candidates: [
    { id: 'eu.anthropic.claude-sonnet-4-6', accepted: true, why: "a profile of this Region's geography" },
    { id: 'global.anthropic.claude-sonnet-4-6', accepted: false, why: 'another one was preferred' },
  ],
}

/** A request that went well, apart from what is given. */
export function requestWith(fields: Partial<PageRequest> = {}): PageRequest {
  return {
    id: 1,
    time: new Date(NOON).toISOString(),
    requestId: 'request-1',
    operation: 'Converse',
    requestedModel: DECISION.requested,
    sentModel: 'eu.anthropic.claude-sonnet-4-6',
    reason: 'geographic-profile',
    region: 'eu-central-1',
    status: 200,
    ending: 'complete',
    attempts: 1,
    firstByteMs: 420,
    totalMs: 1234.5,
    requestBytes: 800,
    responseBytes: 2_500,
    inputTokens: 1_234,
    outputTokens: 56,
    decision: DECISION,
    ...fields,
  }
}

/** The state of a proxy in Frankfurt that has done nothing yet, apart from what is given. */
export function stateWith(fields: Partial<PageState> = {}): PageState {
  return {
    version: '1.2.3',
    startedAt: new Date(NOON - 3_600_000).toISOString(),
    region: 'eu-central-1',
    tokenRequired: false,
    isSimulated: false,
    problems: {},
    identity: { kind: 'credentials', from: 'profile dev (sso)', account: '…9012' },
    policy: { routing: 'geo-first', failover: 'off', repair: 'on', limits: {}, names: [] },
    catalogs: [{ region: 'eu-central-1', source: 'live', asOf: new Date(NOON - 120_000).toISOString(), models: 57 }],
    underWay: 0,
    seen: 0,
    capacity: 500,
    hour: [],
    learned: [],
    ...fields,
  }
}

/** A page that is live, apart from what is given. */
export function modelWith(fields: Partial<Model> = {}): Model {
  return { ...initialModel(NOON), connection: 'live', state: stateWith(), ...fields }
}
