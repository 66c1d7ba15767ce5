import { randomUUID } from 'node:crypto'
import { adviceText } from '../../bedrock/aws-advice.ts'
import { claudeCodeHints } from '../../bedrock/claude-code-hints.ts'
import { spokenDialect, toProxyError } from '../../bedrock/errors.ts'
import { dialectOfPath } from '../../bedrock/path-grammar.ts'
import { hasClientLeft } from '../../http/client-presence.ts'
import type { IncomingRequest, OutgoingResponse } from '../../http/dual-server.ts'
import type { RequestRecord, Telemetry } from '../../telemetry/request-record.ts'
import type { RequestTrace } from '../../telemetry/request-trace.ts'
import type { Body } from '../body.ts'
import type { LocatedModel } from '../locate-model.ts'
import type { MatchedOperation } from '../match-operation.ts'
import type { Plan } from '../plan-request.ts'
import type { RegionalParts, Reporting } from '../proxy-parts.ts'
import type { Onlooker, Relayed } from '../relay-response.ts'
import type { ResolvedModel } from '../resolve-requested-model.ts'
import type { Sent } from '../sending/attempt.ts'
import { answerError } from './answer-error.ts'
import { type Ending, endingFields } from './ending.ts'
import { observeRefusal, type RefusalReader } from './observe-refusal.ts'
import { observeUsage, type UsageReader } from './observe-usage.ts'
import { ownHeaders } from './own-headers.ts'
import { resolutionHeaders } from './resolution-headers.ts'
import { pathOf, shownName, shownTarget } from './shown-names.ts'
import { tellRepair } from './tell-repair.ts'
import { tellUsage } from './tell-usage.ts'
import { traceContextIn } from './trace-context.ts'

/**
 * Keeps what has become known of one request, for its response headers and for the record that it leaves behind,
 * whichever stage it gets to.
 */
export class RequestAccount {
  readonly #startedAt = performance.now()
  #ownId: string | undefined
  readonly #request: IncomingRequest
  readonly #telemetry: Telemetry
  /** Undefined where the request is not traced. */
  readonly trace: RequestTrace | undefined
  readonly #client: string | undefined
  #region: string
  #operation = UNMATCHED
  #usesTokens = false
  #requestBytes = 0
  #requestedModel: string | undefined
  #plan: Plan | undefined
  #resolution: ResolvedModel | undefined
  #isStreaming = false
  #attempts = 0
  #remedies: readonly string[] = []
  #repaired: readonly string[] = []
  #hint: string | undefined
  #movedFrom: string | undefined
  #usage: UsageReader | undefined
  #refusal: RefusalReader | undefined

  constructor(request: IncomingRequest, { region, telemetry, tracer }: Reporting, client?: string) {
    this.#request = request
    this.#telemetry = telemetry
    this.trace = tracer?.begin(traceContextIn(request.headers))
    this.#client = client
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

  planned(plan: Plan): Plan {
    this.#plan = plan
    this.#resolution = plan.resolution
    return plan
  }

  /** From here on the answer counts as an open stream, until the request is over, and is watched for its token counts. */
  sent(sent: Sent, asked?: Body): Sent {
    this.#isStreaming = true
    this.#attempts = sent.attempts
    this.#resolution = sent.resolution
    if (sent.moved) ({ from: this.#movedFrom, to: this.#region } = sent.moved)
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
    return this.#refusal ?? this.#usage ?? {}
  }

  /** The headers that tell the client what the proxy did, as a flat list. */
  ownHeaders(sent?: Sent, attempts = sent?.attempts): string[] {
    const planned = this.#plan?.resolution === this.#resolution ? this.#plan?.ownHeaders : undefined
    const ofResolution = planned ?? resolutionHeaders(this.#resolution, this.#requestedModel)
    const requestId = sent?.response.header('x-amzn-requestid') ? undefined : this.#requestId()
    return ownHeaders({ ofResolution, attempts, repaired: this.#repaired, requestId }, sent)
  }

  /** The answer has come to its end, whole or not. */
  relayed({ response, attempts }: Sent, { bytes, firstByteAt, error, cause, ending, brokenBy }: Relayed): void {
    const id = response.header('x-amzn-requestid') ?? this.#requestId()
    const firstByteMs = firstByteAt && firstByteAt - this.#startedAt
    const end = { id, status: response.status, ending, brokenBy, error, attempts, bytes, firstByteMs }
    const { pending } = this.#refusal ?? {}
    if (pending) void pending.then(() => this.#finish(end, cause))
    else this.#finish(end, cause)
  }

  /** Answers a request that did not get as far as an answer of Bedrock's. */
  failed(response: OutgoingResponse, thrown: unknown): void {
    const error = toProxyError(thrown)
    const hasLeft = hasClientLeft(response)
    const dialect = spokenDialect(dialectOfPath(pathOf(this.#request.url ?? '')), this.#request.headers)
    const ownHeaders = this.ownHeaders(undefined, error.attempts || undefined)
    const { status, bytes } = answerError(response, error, dialect, ownHeaders)
    const ending = hasLeft ? 'client-left' : 'answered-here'
    const attempts = error.attempts || this.#attempts
    // Bedrock was at work, and nobody waited for what it would have told.
    const usage = hasLeft && attempts > 0 && this.#usesTokens ? 'untold' : undefined
    this.#finish(
      { id: this.#requestId(), status, ending, usage, error: hasLeft ? undefined : error, attempts, bytes },
      error.cause,
    )
  }

  #finish(end: Ending, cause?: unknown): void {
    const { status, ending } = end
    if (this.#isStreaming) this.#telemetry.streamClosed()
    this.#isStreaming = false
    const hints = claudeCodeHints(this.#request.headers)
    const advice = this.#refusal?.advice()
    const used = this.#usesTokens ? tellUsage(this.#usage?.usage() ?? {}, status, ending) : undefined
    const record: RequestRecord = {
      requestId: end.id,
      operation: this.#operation,
      client: this.#client,
      region: this.#region,
      requestBytes: this.#requestBytes,
      target: this.#operation === UNMATCHED ? shownTarget(this.#request) : undefined,
      totalMs: performance.now() - this.#startedAt,
      requestedModel: this.#requestedModel,
      sentModel: this.#resolution && shownName(this.#resolution.resolved),
      reason: this.#resolution?.reason,
      remedies: filled(this.#remedies),
      hint: this.#hint,
      movedFrom: this.#movedFrom,
      session: hints?.session,
      agent: hints?.agent,
      requestClass: hints?.requestClass,
      repaired: filled(this.#repaired),
      ...used,
      usage: end.usage ?? used?.usage,
      refusal: advice?.name,
      advice: advice && adviceText(advice),
      ...endingFields(end),
    }
    this.#telemetry.requestFinished(record, cause, this.#resolution)
    this.trace?.finished(record, { startedAt: this.#startedAt, usesTokens: this.#usesTokens })
  }

  /** Ours, for an answer that has none of the upstream's. */
  #requestId(): string {
    this.#ownId ??= randomUUID()
    return this.#ownId
  }
}

/** Stands for the operation of a request that names none. */
const UNMATCHED = '-'

function filled<Item>(list: readonly Item[]): readonly Item[] | undefined {
  return list.length === 0 ? undefined : list
}
