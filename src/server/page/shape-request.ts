import type { Catalog } from '../../bedrock/catalog.ts'
import { reportDecision } from '../../bedrock/resolution-report.ts'
import { withoutAccounts } from '../../bedrock/without-accounts.ts'
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
  const shown = {
    ...Object.fromEntries(FIELDS.flatMap((name) => (record[name] === undefined ? [] : [[name, record[name]]]))),
    ...(resolution && catalog && { decision: reportDecision(resolution, catalog) }),
  }
  const time = new Date(endedAt - record.totalMs).toISOString()
  // The fields of a record, of which none is left out that must be there.
  return { id, time, requestId: record.requestId, ...(withoutAccountsIn(shown) as Omit<PageRequest, Own>) }
}

type Own = 'id' | 'time' | 'requestId'

/** The same value with every text in it as whoever may look may read it. */
export function withoutAccountsIn<Value>(value: Value): Value {
  if (typeof value === 'string') return withoutAccounts(value) as Value
  if (Array.isArray(value)) return value.map((one) => withoutAccountsIn(one)) as Value
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, withoutAccountsIn(one)])) as Value
}
