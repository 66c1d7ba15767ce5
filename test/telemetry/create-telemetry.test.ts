import { describe, expect, it } from 'vitest'
import { createLog } from '../../src/telemetry/create-log.ts'
import { createMetrics } from '../../src/telemetry/create-metrics.ts'
import { createTelemetry } from '../../src/telemetry/create-telemetry.ts'
import { recorder } from '../fixtures/start-pair.ts'
import { recordOf } from './record-of.ts'

describe('a request that is over', () => {
  it('leaves one line, with times to a hundredth of a millisecond', () => {
    const { telemetry, lines } = startTelemetry()
    telemetry.requestFinished(recordOf())
    expect(lines()).toEqual([
      { ...recordOf({ firstByteMs: 12.35, totalMs: 34.57 }), level: 'info', msg: 'request', time: expect.any(String) },
    ])
  })

  it('leaves no time to first byte where there was none', () => {
    const { telemetry, lines } = startTelemetry()
    const { firstByteMs: _, ...record } = recordOf()
    telemetry.requestFinished(record)
    expect(lines()[0]).not.toHaveProperty('firstByteMs')
  })

  it.each([
    ['malformed-body', 'client', 'info'],
    ['no-credentials', 'proxy', 'warn'],
    ['upstream-timeout', 'upstream', 'warn'],
    ['internal', 'proxy', 'error'],
  ] as const)('is logged with its error %s, at fault %s, at level %s', (error, fault, level) => {
    const { telemetry, lines } = startTelemetry()
    telemetry.requestFinished(recordOf({ error, fault }))
    expect(lines()).toMatchObject([{ error, level }])
  })

  it.each([
    [new TypeError('CANARY'), 'TypeError'],
    [Object.assign(new Error('CANARY'), { code: 'ECONNRESET' }), 'Error ECONNRESET'],
    [new Error('CANARY', { cause: new Error('CANARY') }), 'Error'],
    ['CANARY', undefined],
    [undefined, undefined],
  ])('names its cause, and keeps to itself what the cause says (%s)', (thrown, cause) => {
    const { telemetry, lines, written } = startTelemetry()
    telemetry.requestFinished(recordOf(), thrown)
    expect(lines()[0]?.cause).toBe(cause)
    expect(written()).not.toContain('CANARY')
  })

  it('says at the level trace where its cause arose, and nothing of what the cause says', () => {
    const { log, telemetry, lines, written } = startTelemetry()
    telemetry.requestFinished(recordOf(), new Error('CANARY'))
    expect(lines()[0]).not.toHaveProperty('frames')
    log.level = 'trace'
    telemetry.requestFinished(recordOf(), new Error('CANARY\n    at CANARY (canary.js:1:1)'))
    expect(lines()[1]?.frames).toEqual(
      expect.arrayContaining([expect.stringMatching(/^at .*create-telemetry\.test\.ts:\d+:\d+/)]),
    )
    expect(written()).not.toMatch(/canary/i)
  })

  it('is counted under the label that bounds its model', async () => {
    const { telemetry, metrics } = startTelemetry()
    telemetry.requestFinished(recordOf({ sentModel: 'made.up' }))
    expect((await metrics.render()).body).toContain('requests_total{operation="Converse",model="label",status="200"} 1')
  })
})

it('counts what went elsewhere under labels that bound its models', async () => {
  const { telemetry, metrics, lines } = startTelemetry()
  const movedFrom = 'eu-central-1/arn:aws:bedrock:eu-central-1:123456789012:application-inference-profile/abc'
  telemetry.requestFinished(recordOf({ region: 'eu-west-1', movedFrom }))
  expect((await metrics.render()).body).toContain('failovers_total{from="eu-central-1/label",to="eu-west-1/label"} 1')
  expect(lines()).toMatchObject([{ movedFrom, region: 'eu-west-1' }])
})

it('counts the streams that are open', async () => {
  const { telemetry, metrics } = startTelemetry()
  telemetry.streamOpened()
  telemetry.streamOpened()
  telemetry.streamClosed()
  expect((await metrics.render()).body).toContain('bedrock_proxy_open_streams 1')
})

function startTelemetry() {
  const { logTo, written } = recorder()
  const metrics = createMetrics(() => ({}))
  const log = createLog(logTo, { level: 'info', format: 'json', useColor: false })
  const lines = () => written().split('\n').slice(0, -1)
  return {
    log,
    telemetry: createTelemetry(log, metrics, () => 'label'),
    metrics,
    written,
    lines: (): Record<string, unknown>[] => lines().map((line) => JSON.parse(line)),
  }
}
