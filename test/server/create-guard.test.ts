import { expect, it } from 'vitest'
import { invalid } from '../../src/bedrock/resolution.ts'
import { createGuard } from '../../src/server/create-guard.ts'
import { ANYBODY } from '../../src/server/identify-client.ts'
import { recordOf } from '../telemetry/record-of.ts'

const SETTINGS = {
  allowHosts: [],
  limits: { maxConcurrentRequests: 10, maxBufferedBytes: 10 },
  quota: { tokensPerDay: 5 },
}

it('learns from the records of requests what their clients have used, and hands them on', () => {
  const { gate, watch } = createGuard(SETTINGS)
  const handedOn: unknown[] = []
  const telemetry = watch({
    streamOpened: () => undefined,
    streamClosed: () => undefined,
    requestFinished: (...given) => handedOn.push(given),
  })
  const record = recordOf({ inputTokens: 3, outputTokens: 2 })
  gate.enter(ANYBODY).leave()
  const resolution = invalid('a', 'It names no model.')
  telemetry.requestFinished(record, 'cause', resolution)
  expect(handedOn).toEqual([[record, 'cause', resolution]])
  expect(() => gate.enter(ANYBODY)).toThrow(expect.objectContaining({ code: 'client-day-quota' }))
})

it('has a name of its own in every process', () => {
  expect(createGuard(SETTINGS).admission.viaName).not.toBe(createGuard(SETTINGS).admission.viaName)
})
