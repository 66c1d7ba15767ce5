import { randomUUID } from 'node:crypto'
import { claudeCodeHints } from '../../bedrock/claude-code-hints.ts'
import { ERRORS, spokenDialect, toProxyError } from '../../bedrock/errors.ts'
import { dialectOfPath } from '../../bedrock/path-grammar.ts'
import { hasClientLeft } from '../../http/client-presence.ts'
import type { IncomingRequest, OutgoingResponse } from '../../http/dual-server.ts'
import type { RequestRecord, Telemetry } from '../../telemetry/request-record.ts'
import type { Body } from '../body.ts'
import type { LocatedModel } from '../locate-model.ts'
import type { MatchedOperation } from '../match-operation.ts'
import type { RegionalParts } from '../proxy-parts.ts'
import type { Onlooker, Relayed } from '../relay-response.ts'
import type { ResolvedModel } from '../resolve-requested-model.ts'
import type { Sent } from '../sending/attempt.ts'
import { answerError } from './answer-error.ts'
import { observeRefusal, type RefusalReader, toldBy } from './observe-refusal.ts'
import { observeUsage, type UsageReader } from './observe-usage.ts'
import { optional } from './optional.ts'
import { pathOf, shownName, shownTarget } from './shown-names.ts'
import { tellRepair } from './tell-repair.ts'
import { tellUsage } from './tell-usage.ts'

/**
 * Keeps what has become known of one request, for its response headers and for the record that it leaves behind,
 * whichever stage it gets to.
 */
export class RequestAccount {
  readonly #startedAt = performance.now()
  readonly #requestId = randomUUID()
  readonly #request: IncomingRequest
  readonly #telemetry: Telemetry
  readonly #client: string | undefined
  readonly #method: string
  readonly #target: string
  #region: string
  #operation = UNMATCHED
  #usesTokens = false
  #requestBytes = 0
  #requestedModel: string | undefined
  #resolution: ResolvedModel | undefined
  #isStreaming = false
  #attempts = 0
  #remedies: readonly string[] = []
  #repaired: readonly string[] = []
  #hint: string | undefined
  #movedFrom: string | undefined
  #usage: UsageReader = { usage: () => ({}) }
  #refusal: RefusalReader | undefined

  constructor(request: IncomingRequest, region: string, telemetry: Telemetry, client?: string) {
    this.#request = request
    this.#telemetry = telemetry
    this.#client = client
    this.#method = request.method ?? ''
    this.#target = request.url ?? ''
    this.#region = region
  }

  matched(matched: MatchedOperation): MatchedOperation {
    this.#operation = matched.operation.name
    this.#usesTokens = matched.operation.usesTokens
    return matched
  }

  received(body: Body): Body {
    this.#requestBytes = body.byteLength
    return body
  }

  /** So much more of a body has arrived that is never whole. */
  receivedBytes(count: number): void {
    this.#requestBytes += count
  }

  located(located: LocatedModel): LocatedModel {
    if (located.in !== 'nowhere') this.#requestedModel = shownName(located.identifier)
    return located
  }

  inRegion(parts: RegionalParts): RegionalParts {
    this.#region = parts.region
    return parts
  }

  resolved(resolution: ResolvedModel | undefined): ResolvedModel | undefined {
    this.#resolution = resolution
    return resolution
  }

  /** From here on the answer counts as an open stream, until the request is over, and is watched for its token counts. */
  sent(sent: Sent, asked?: Body): Sent {
    this.#isStreaming = true
    this.#attempts = sent.attempts
    this.#resolution = sent.resolution
    this.#region = sent.moved?.to ?? this.#region
    this.#movedFrom = sent.moved?.from
    this.#remedies = sent.remedies
    this.#repaired = tellRepair(sent)
    this.#hint = sent.hint || undefined
    this.#telemetry.streamOpened()
    if (this.#usesTokens) this.#usage = observeUsage(sent.response)
    this.#refusal = observeRefusal(sent.response, this.#usesTokens ? asked : undefined)
    return sent
  }

  /** What looks at the answer while it is relayed. */
  get onlooker(): Onlooker {
    return this.#refusal ?? this.#usage
  }

  /** The headers that tell the client what the proxy did, as a flat list. */
  ownHeaders(sent?: Sent, attempts = sent?.attempts): string[] {
    const { resolved, reason } = this.#resolution ?? {}
    const flat: string[] = []
    const add = (name: string, value: string | undefined) => value !== undefined && flat.push(name, value)
    add('x-bedrock-proxy-model', resolved)
    add('x-bedrock-proxy-requested-model', this.#requestedModel)
    add('x-bedrock-proxy-reason', reason)
    add('x-bedrock-proxy-attempts', attempts === undefined ? undefined : String(attempts))
    add('x-bedrock-proxy-hint', sent?.hint || undefined)
    add('x-bedrock-proxy-repaired', this.#repaired.join('; ') || undefined)
    for (const [name, value] of Object.entries(sent?.told ?? {})) add(name, value)
    add('x-amzn-requestid', sent?.response.header('x-amzn-requestid') ? undefined : this.#requestId)
    return flat
  }

  /** The answer has come to its end, whole or not. */
  relayed({ response, attempts }: Sent, { bytes, firstByteAt, error, cause, ...ending }: Relayed): void {
    const record = {
      requestId: response.header('x-amzn-requestid') ?? this.#requestId,
      status: response.status,
      ...ending,
      attempts,
      responseBytes: bytes,
      ...(error && { error: error.code, fault: ERRORS[error.code].fault, why: error.message }),
      ...optional('firstByteMs', firstByteAt && firstByteAt - this.#startedAt),
    }
    const { pending } = this.#refusal ?? {}
    if (pending) void pending.then(() => this.#finish(record, cause))
    else this.#finish(record, cause)
  }

  /** Answers a request that did not get as far as an answer of Bedrock's. */
  failed(response: OutgoingResponse, thrown: unknown): void {
    const error = toProxyError(thrown)
    const hasLeft = hasClientLeft(response)
    const dialect = spokenDialect(dialectOfPath(pathOf(this.#target)), this.#request.headers)
    const { status, bytes } = answerError(
      response,
      error,
      dialect,
      this.ownHeaders(undefined, error.attempts || undefined),
    )
    const attempts = error.attempts || this.#attempts
    this.#finish(
      {
        requestId: this.#requestId,
        status,
        ending: hasLeft ? 'client-left' : 'answered-here',
        // Bedrock was at work, and nobody waited for what it would have told.
        ...(hasLeft && attempts > 0 && this.#usesTokens && { usage: 'untold' }),
        attempts,
        responseBytes: bytes,
        ...(!hasLeft && { error: error.code, fault: ERRORS[error.code].fault, why: error.message }),
      },
      error.cause,
    )
  }

  #finish(ending: Omit<RequestRecord, 'operation' | 'region' | 'totalMs' | 'requestBytes'>, cause?: unknown): void {
    if (this.#isStreaming) this.#telemetry.streamClosed()
    this.#isStreaming = false
    const { resolved, reason } = this.#resolution ?? {}
    const record: RequestRecord = {
      operation: this.#operation,
      ...optional('client', this.#client),
      region: this.#region,
      requestBytes: this.#requestBytes,
      ...(this.#operation === UNMATCHED && { target: shownTarget(this.#method, this.#target) }),
      totalMs: performance.now() - this.#startedAt,
      ...optional('requestedModel', this.#requestedModel),
      ...optional('sentModel', resolved),
      ...optional('reason', reason),
      ...(this.#remedies.length > 0 && { remedies: this.#remedies }),
      ...optional('hint', this.#hint),
      ...optional('movedFrom', this.#movedFrom),
      ...claudeCodeHints(this.#request.headers),
      ...(this.#repaired.length > 0 && { repaired: this.#repaired }),
      ...(this.#usesTokens && tellUsage(this.#usage.usage(), ending)),
      ...toldBy(this.#refusal),
      ...ending,
    }
    this.#telemetry.requestFinished(record, cause, this.#resolution)
  }
}

/** Stands for the operation of a request that names none. */
const UNMATCHED = '-'
