import type { RequestRecord } from '../../src/telemetry/request-record.ts'

/** The record of a request that went well, but for what a test says. */
export function recordOf(change: Partial<RequestRecord> = {}): RequestRecord {
  return {
    requestId: 'id-1',
    operation: 'Converse',
    requestedModel: 'a.m',
    sentModel: 'eu.a.m',
    reason: 'geographic-profile',
    region: 'eu-central-1',
    status: 200,
    ending: 'complete',
    attempts: 1,
    firstByteMs: 12.3456,
    totalMs: 34.5678,
    requestBytes: 10,
    responseBytes: 2048,
    ...change,
  }
}
