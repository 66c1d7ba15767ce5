import { parseKeyPairsIntoRecord } from '@opentelemetry/core'

/** Where spans are sent, and whose they are said to be. */
export type ExporterSettings = {
  readonly url: string
  readonly protocol: Protocol
  readonly headers: Record<string, string>
  /** How long one export may take. */
  readonly timeoutMs: number
  /** What is said of this process: `service.name`, and what OTEL_RESOURCE_ATTRIBUTES adds. */
  readonly resource: Record<string, string>
}

/** How spans are written. */
export type Protocol = 'http/json' | 'http/protobuf'

type Environment = Readonly<Record<string, string | undefined>>

const DEFAULT_ENDPOINT = 'http://localhost:4318'
const DEFAULT_TIMEOUT_MS = 10_000

/**
 * Reads the variables that every OpenTelemetry SDK reads: OTEL_EXPORTER_OTLP_ENDPOINT, _PROTOCOL, _HEADERS, _TIMEOUT and their TRACES
 * forms, OTEL_SERVICE_NAME and OTEL_RESOURCE_ATTRIBUTES. Source: OpenTelemetry's specification of the OTLP exporter.
 * @throws Error that names the variable, and not its value, where it is no URL of HTTP, or a protocol that is not spoken here
 */
export function exporterSettings(env: Environment): ExporterSettings {
  return {
    url: endpointIn(env),
    protocol: protocolIn(env),
    headers: { ...pairsIn(env.OTEL_EXPORTER_OTLP_HEADERS), ...pairsIn(env.OTEL_EXPORTER_OTLP_TRACES_HEADERS) },
    timeoutMs:
      timeoutIn(env.OTEL_EXPORTER_OTLP_TRACES_TIMEOUT) ??
      timeoutIn(env.OTEL_EXPORTER_OTLP_TIMEOUT) ??
      DEFAULT_TIMEOUT_MS,
    resource: {
      'service.name': 'bedrock-profile-proxy',
      ...pairsIn(env.OTEL_RESOURCE_ATTRIBUTES),
      ...(env.OTEL_SERVICE_NAME && { 'service.name': env.OTEL_SERVICE_NAME }),
    },
  }
}

/** The variable of traces is taken as it is; to the one of all signals belongs a path. */
function endpointIn(env: Environment): string {
  const ofTraces = env.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT
  if (ofTraces) return checked(ofTraces, 'OTEL_EXPORTER_OTLP_TRACES_ENDPOINT')
  const url = new URL(checked(env.OTEL_EXPORTER_OTLP_ENDPOINT || DEFAULT_ENDPOINT, 'OTEL_EXPORTER_OTLP_ENDPOINT'))
  url.pathname = `${url.pathname.replace(/\/$/, '')}/v1/traces`
  return url.href
}

function checked(url: string, variable: string): string {
  if (/^https?:\/\//i.test(url) && URL.canParse(url)) return url
  throw new Error(`${variable} names no collector for --telemetry otlp. Give it a URL of http:// or https://.`)
}

/** JSON can be read by whoever looks at it; a collector that takes no JSON has its users say so. */
function protocolIn(env: Environment): Protocol {
  const variable = env.OTEL_EXPORTER_OTLP_TRACES_PROTOCOL
    ? 'OTEL_EXPORTER_OTLP_TRACES_PROTOCOL'
    : 'OTEL_EXPORTER_OTLP_PROTOCOL'
  const protocol = env[variable] || 'http/json'
  if (protocol === 'http/json' || protocol === 'http/protobuf') return protocol
  throw new Error(
    `${variable} names no protocol that --telemetry otlp speaks. Set OTEL_EXPORTER_OTLP_TRACES_PROTOCOL to http/json or http/protobuf, and the endpoint of traces to that of HTTP.`,
  )
}

function pairsIn(text: string | undefined): Record<string, string> {
  return text ? parseKeyPairsIntoRecord(text) : {}
}

function timeoutIn(text: string | undefined): number | undefined {
  return text && /^\d+$/.test(text) && Number(text) > 0 ? Number(text) : undefined
}
