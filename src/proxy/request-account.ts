import { randomUUID } from 'node:crypto'
import { type ErrorDialect, type ProxyError, toProxyError } from '../bedrock/errors.ts'
import { dialectOfPath } from '../bedrock/operations.ts'
import { hasClientLeft } from '../http/client-presence.ts'
import type { IncomingRequest, OutgoingResponse } from '../http/dual-server.ts'
import type { RequestRecord, Telemetry } from '../telemetry/request-record.ts'
import { answerError } from './answer-error.ts'
import type { Body } from './body.ts'
import type { Forwarded } from './forward-request.ts'
import type { LocatedModel } from './locate-model.ts'
import type { MatchedOperation } from './match-operation.ts'
import type { Relayed } from './relay-response.ts'
import type { Passed } from './resolve-requested-model.ts'

/**
 * Keeps what has become known of one request, for its response headers and for the record that it leaves behind,
 * whichever stage it gets to.
 */
export class RequestAccount {
  readonly #startedAt = performance.now()
  readonly #requestId = randomUUID()
  readonly #dialect: ErrorDialect
  #operation = '-'
  #requestBytes = 0
  #requestedModel: string | undefined
  #resolution: Passed | undefined

  constructor(
    request: IncomingRequest,
    private readonly region: string,
    private readonly telemetry: Telemetry,
  ) {
    this.#dialect = dialectOfPath((request.url ?? '').replace(DOUBLED_SLASH, '/'))
  }

  matched(matched: MatchedOperation): MatchedOperation {
    this.#operation = matched.operation.name
    return matched
  }

  received(body: Body): Body {
    this.#requestBytes = body.byteLength
    return body
  }

  located(located: LocatedModel): LocatedModel {
    if (located.in !== 'nowhere') this.#requestedModel = located.identifier
    return located
  }

  resolved(resolution: Passed | undefined): Passed | undefined {
    this.#resolution = resolution
    return resolution
  }

  /** The headers that tell the client what the proxy did, as a flat list. */
  ownHeaders(forwarded?: Forwarded): string[] {
    const { resolved, reason } = this.#resolution ?? {}
    const pairs: [string, string | undefined][] = [
      ['x-bedrock-proxy-model', resolved],
      ['x-bedrock-proxy-requested-model', this.#requestedModel],
      ['x-bedrock-proxy-reason', reason],
      ['x-bedrock-proxy-attempts', forwarded && String(forwarded.attempts)],
      ['x-amzn-requestid', forwarded?.response.header('x-amzn-requestid') ? undefined : this.#requestId],
    ]
    return pairs.flatMap(([name, value]) => (value === undefined ? [] : [name, value]))
  }

  relayed(forwarded: Forwarded, { ending, bytes, firstByteAt }: Relayed): void {
    this.#finish({
      requestId: forwarded.response.header('x-amzn-requestid') ?? this.#requestId,
      status: forwarded.response.status,
      ending,
      attempts: forwarded.attempts,
      responseBytes: bytes,
      ...optional('firstByteMs', firstByteAt && firstByteAt - this.#startedAt),
      ...optional('inputTokens', count(forwarded.response.header('x-amzn-bedrock-input-token-count'))),
      ...optional('outputTokens', count(forwarded.response.header('x-amzn-bedrock-output-token-count'))),
    })
  }

  failed(response: OutgoingResponse, thrown: unknown): void {
    const error: ProxyError = toProxyError(thrown)
    const hasLeft = hasClientLeft(response)
    const { status, bytes } = answerError(response, error, this.#dialect, this.ownHeaders())
    this.#finish(
      {
        requestId: this.#requestId,
        status,
        ending: hasLeft ? 'client-left' : 'answered-here',
        attempts: 0,
        responseBytes: bytes,
        ...(!hasLeft && { error: error.code }),
      },
      error.cause,
    )
  }

  #finish(ending: Omit<RequestRecord, 'operation' | 'region' | 'totalMs' | 'requestBytes'>, cause?: unknown): void {
    const { resolved, reason } = this.#resolution ?? {}
    const record: RequestRecord = {
      operation: this.#operation,
      region: this.region,
      requestBytes: this.#requestBytes,
      totalMs: performance.now() - this.#startedAt,
      ...optional('requestedModel', this.#requestedModel),
      ...optional('sentModel', resolved),
      ...optional('reason', reason),
      ...ending,
    }
    this.telemetry.requestFinished(record, cause)
  }
}

/** Clients that join base URLs carelessly are served, so their errors have the shape that they know. */
const DOUBLED_SLASH = /^\/+/

function count(text: string | undefined): number | undefined {
  return text !== undefined && /^\d+$/.test(text) ? Number(text) : undefined
}

function optional<Name extends string, Value>(name: Name, value: Value | undefined): { [Key in Name]?: Value } {
  return (value === undefined ? {} : { [name]: value }) as { [Key in Name]?: Value }
}
