import { expect, it } from 'vitest'
import { warnOfLeaving } from '../../src/app/warn-of-leaving.ts'
import type { Routing } from '../../src/bedrock/routing.ts'
import { createLog } from '../../src/telemetry/create-log.ts'
import type { RequestRecord } from '../../src/telemetry/request-record.ts'
import { policyWith } from '../fixtures/policy.ts'
import { recordOf } from '../telemetry/record-of.ts'

const GLOBAL = { requestedModel: 'global.a.m', sentModel: 'global.a.m', reason: 'profile-of-region' }

function warnings(records: readonly Partial<RequestRecord>[], routing: Routing = 'geo-first'): string[] {
  const lines: string[] = []
  const log = createLog({ write: (line) => lines.push(line) }, { level: 'info', format: 'json', useColor: false })
  const nothing = { streamOpened: () => undefined, streamClosed: () => undefined, requestFinished: () => undefined }
  const telemetry = warnOfLeaving(nothing, log, () => policyWith({ routing }))
  for (const record of records) telemetry.requestFinished(recordOf(record))
  return lines.map((line) => JSON.parse(line).msg)
}

it('warns once for each model that a client asks for behind global.', () => {
  const other = { requestedModel: 'global.a.n', sentModel: 'global.a.n', reason: 'profile-of-region' }
  expect(warnings([GLOBAL, GLOBAL, other])).toEqual([
    expect.stringContaining('global.a.m itself'),
    expect.stringContaining('global.a.n itself'),
  ])
})

it.each<[string, Partial<RequestRecord>, Routing]>([
  ['the proxy chose it', { ...GLOBAL, reason: 'global-profile' }, 'geo-first'],
  ['it is of the geography', { ...GLOBAL, sentModel: 'eu.a.m' }, 'geo-first'],
  ['the routing prefers it', GLOBAL, 'global-first'],
])('says nothing where %s', (_, record, routing) => {
  expect(warnings([record], routing)).toEqual([])
})
