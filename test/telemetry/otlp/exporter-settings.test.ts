import { describe, expect, it } from 'vitest'
import { exporterSettings } from '../../../src/telemetry/otlp/exporter-settings.ts'

describe('The collector is', () => {
  it.each<[string | undefined, string | undefined, string]>([
    [undefined, undefined, 'http://localhost:4318/v1/traces'],
    ['', '', 'http://localhost:4318/v1/traces'],
    ['http://127.0.0.1:4318', undefined, 'http://127.0.0.1:4318/v1/traces'],
    ['https://collector.example/otlp/', undefined, 'https://collector.example/otlp/v1/traces'],
    ['http://127.0.0.1:4318/?tenant=a', undefined, 'http://127.0.0.1:4318/v1/traces?tenant=a'],
    ['http://127.0.0.1:4318/otlp?tenant=a', undefined, 'http://127.0.0.1:4318/otlp/v1/traces?tenant=a'],
    ['http://other:1', 'https://traces.example/in', 'https://traces.example/in'],
  ])('of OTEL_EXPORTER_OTLP_ENDPOINT %s and its form for traces %s: %s', (endpoint, ofTraces, url) => {
    const env = { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: ofTraces }
    expect(exporterSettings(env).url).toBe(url)
  })

  it.each(['grpc://collector:4317', 'collector:4318', 'secret-that-is-no-url'])(
    'not %s, which no message repeats',
    (url) => {
      for (const name of ['OTEL_EXPORTER_OTLP_ENDPOINT', 'OTEL_EXPORTER_OTLP_TRACES_ENDPOINT']) {
        expect(() => exporterSettings({ [name]: url })).toThrow(new RegExp(`^${name} names no collector`))
        expect(() => exporterSettings({ [name]: url })).not.toThrow(url)
      }
    },
  )
})

it.each([
  [{}, 'http/json'],
  [{ OTEL_EXPORTER_OTLP_PROTOCOL: 'http/protobuf' }, 'http/protobuf'],
  [{ OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc', OTEL_EXPORTER_OTLP_TRACES_PROTOCOL: 'http/json' }, 'http/json'],
])('Spans are written as %o says: %s', (env, protocol) => {
  expect(exporterSettings(env).protocol).toBe(protocol)
})

it('A protocol that is not spoken here is told by the name of its variable', () => {
  expect(() => exporterSettings({ OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc' })).toThrow(
    /^OTEL_EXPORTER_OTLP_PROTOCOL names no/,
  )
  const ofTraces = { OTEL_EXPORTER_OTLP_TRACES_PROTOCOL: 'x' }
  expect(() => exporterSettings(ofTraces)).toThrow(/^OTEL_EXPORTER_OTLP_TRACES_PROTOCOL names no/)
})

it('Headers of traces come before those of all signals, and are decoded', () => {
  const env = {
    OTEL_EXPORTER_OTLP_HEADERS: 'authorization=Bearer%20abc,x-tenant=one',
    OTEL_EXPORTER_OTLP_TRACES_HEADERS: 'x-tenant=two',
  }
  expect(exporterSettings(env).headers).toEqual({ authorization: 'Bearer abc', 'x-tenant': 'two' })
})

it.each([
  [{}, 10_000],
  [{ OTEL_EXPORTER_OTLP_TIMEOUT: '500' }, 500],
  [{ OTEL_EXPORTER_OTLP_TIMEOUT: '500', OTEL_EXPORTER_OTLP_TRACES_TIMEOUT: '700' }, 700],
  [{ OTEL_EXPORTER_OTLP_TIMEOUT: 'soon' }, 10_000],
])('An export of %o takes %i ms at most', (env, timeoutMs) => {
  expect(exporterSettings(env).timeoutMs).toBe(timeoutMs)
})

it('OTEL_SERVICE_NAME comes before OTEL_RESOURCE_ATTRIBUTES, and the name of this program after both', () => {
  const attributes = { OTEL_RESOURCE_ATTRIBUTES: 'service.name=agents,deployment.environment.name=test' }
  expect(exporterSettings({}).resource).toEqual({ 'service.name': 'bedrock-profile-proxy' })
  expect(exporterSettings(attributes).resource).toEqual({
    'service.name': 'agents',
    'deployment.environment.name': 'test',
  })
  expect(exporterSettings({ ...attributes, OTEL_SERVICE_NAME: 'mine' }).resource['service.name']).toBe('mine')
})
