import type { Catalog } from '../../bedrock/catalog.ts'
import { printable } from '../../bedrock/printable.ts'
import type { Resolution } from '../../bedrock/resolution.ts'
import { type DecisionReport, reportDecision } from '../../bedrock/resolution-report.ts'
import { withoutAccounts } from '../../bedrock/without-accounts.ts'
import { withoutSecrets } from '../../bedrock/without-secrets.ts'
import type { PageRequest } from '../../page/page-data.ts'
import type { RememberedRequest } from '../../telemetry/request-history.ts'
import type { RequestRecord } from '../../telemetry/request-record.ts'

/** What of a record is for the page. A field that is not named here, such as one that comes out of a header, never gets there. */
const FIELDS = [
  'client',
  'requestClass',
  'operation',
  'target',
  'requestedModel',
  'sentModel',
  'reason',
  'region',
  'movedFrom',
  'status',
  'ending',
  'brokenBy',
  'error',
  'why',
  'fault',
  'refusal',
  'advice',
  'hint',
  'attempts',
  'remedies',
  'repaired',
  'firstByteMs',
  'totalMs',
  'requestBytes',
  'responseBytes',
  'inputTokens',
  'outputTokens',
  'cacheReadTokens',
  'cacheWriteTokens',
  'cacheWrite5mTokens',
  'cacheWrite1hTokens',
  'usage',
] as const satisfies readonly (keyof RequestRecord & keyof PageRequest)[]

/** A remembered request as the page shows it; `catalogOf` tells from where a Region's knowledge is. */
export function shapeRequest(
  { id, endedAt, record, resolution }: RememberedRequest,
  catalogOf: (region: string) => Catalog | undefined,
): PageRequest {
  const catalog = catalogOf(record.region)
  const decision = resolution && catalog && decisionOn(resolution, catalog)
  const fields = FIELDS.flatMap((name) => (record[name] === undefined ? [] : [[name, record[name]]]))
  // The fields of a record, of which none is left out that must be there.
  const shown = fitToShow(Object.fromEntries(fields)) as Omit<PageRequest, Own>
  const time = new Date(endedAt - record.totalMs).toISOString()
  return { ...shown, id, time, requestId: record.requestId, ...(decision && { decision }) }
}

type Own = 'id' | 'time' | 'requestId' | 'decision'

/** Most requests share theirs. */
const DECISIONS = new WeakMap<Resolution, DecisionReport>()

function decisionOn(resolution: Resolution, catalog: Catalog): DecisionReport {
  const decision = DECISIONS.get(resolution) ?? fitToShow(reportDecision(resolution, catalog))
  DECISIONS.set(resolution, decision)
  return decision
}

/** The same value with every text in it as whoever may look may read it: without accounts, secrets, and what turns its direction. */
export function fitToShow<Value>(value: Value): Value {
  if (typeof value === 'string') return withoutAccounts(withoutSecrets(printable(value))) as Value
  if (Array.isArray(value)) return value.map((one) => fitToShow(one)) as Value
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, fitToShow(one)])) as Value
}
