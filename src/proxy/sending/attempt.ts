import type { IncomingHttpHeaders } from 'node:http'
import type { Signer } from '../../aws/signer.ts'
import type { ProxyError } from '../../bedrock/errors.ts'
import type { AskCatalog } from '../../bedrock/operations.ts'
import type { Policy } from '../../bedrock/policy.ts'
import type { MetadataPlace } from '../../bedrock/request-metadata.ts'
import type { Departure } from '../../http/client-presence.ts'
import type { TracedSend } from '../../telemetry/request-trace.ts'
import type { Body } from '../body.ts'
import type { ConnectionFacts, UpstreamRequest, UpstreamResponse } from '../exchange.ts'
import type { LocatedModel } from '../locate-model.ts'
import type { MatchedOperation } from '../match-operation.ts'
import type { Plan } from '../plan-request.ts'
import type { FailoverParts, RegionalParts, Upstream } from '../proxy-parts.ts'
import type { ResolvedModel } from '../resolve-requested-model.ts'
import type { OwnMetadata } from './own-metadata.ts'
import type { Repair, TakenOut } from './repair-request.ts'

/** A request as it came in, and what it meets here. */
export type Incoming = {
  readonly matched: MatchedOperation
  readonly headers: IncomingHttpHeaders
  readonly body: Body
  readonly located: LocatedModel
  readonly policy: Policy
  /** The path that is made for it already, and for which resolution. */
  readonly plan?: Pick<Plan, 'path' | 'resolution'>
  /** Undefined where it is not sent to another place when Bedrock throttles it. */
  readonly failover: FailoverParts | undefined
  /** Which conversation it is part of, as far as that is known; asked for only where there is a failover. */
  readonly conversation?: string | undefined
  readonly repair: 'on' | 'off'
  /** What the proxy adds for Bedrock's invocation logs; undefined where nothing is wanted, or known. */
  readonly metadata?: OwnMetadata | undefined
  readonly departure: Departure
  readonly carrier: Carrier
  /**
   * Takes room for so many bytes that are made of the body and held beside it; those of one send at a time.
   * @throws ProxyError `too-many-bytes`
   */
  readonly hold: (bytes: number) => void
  /** Is told of each send; absent where requests are not traced. */
  readonly onSend?: ((send: TracedSend) => void) | undefined
  /** Whom it is signed as, however often and wherever it is sent. */
  readonly signer: Signer
}

/** How a request gets upstream. */
export type Carrier = {
  /** False where the body is gone once it was sent, so that nothing can be sent again. */
  readonly keepsBody: boolean
  /** Signs the request and sends it once, which it adds to the history; throws or rejects where no head of an answer came. */
  readonly transmit: (attempt: UpstreamAttempt, history: History) => UpstreamResponse | Promise<UpstreamResponse>
}

/** How a request is worded for AWS, and AWS's answer for the client. */
export type Route = {
  /** @throws ProxyError where the request cannot be worded so */
  readonly request: (attempt: UpstreamAttempt) => UpstreamRequest | Promise<UpstreamRequest>
  /** Where that takes metadata; absent where it is the operation's own row that says so. */
  readonly metadata?: MetadataPlace
  /** Absent where the answer goes on as it came. To be called in the turn in which the head was received. */
  readonly answer?: (response: UpstreamResponse) => UpstreamResponse | Promise<UpstreamResponse>
}

/** Everything that a remedy may change about a request. It is a value: a remedy makes another one. */
export type Attempt = UpstreamAttempt | CatalogAttempt

/** A request about to be sent: what is asked, of which Region and endpoint, under which identifier, in which words. */
export type UpstreamAttempt = {
  readonly by: 'upstream'
  readonly incoming: Incoming
  readonly region: RegionalParts
  readonly upstream: Upstream
  /** Undefined for a request that names no model. */
  readonly resolution: ResolvedModel | undefined
  /** The first choice, where this is another place, because Bedrock throttles that one. */
  readonly movedFrom?: Place
  readonly route: Route
  /** What is left out of the request, because Bedrock refused it. */
  readonly repair?: Repair
  /** True where it goes without the metadata of the proxy's own, because Bedrock refused that. */
  readonly isBare?: true
  /** Further headers that tell the client what was done, by lower-case name. */
  readonly told?: Readonly<Record<string, string>>
}

/** Where a request may be sent: a Region, and an ID of it. */
export type Place = {
  readonly region: RegionalParts
  readonly upstream: Upstream
  readonly resolution: ResolvedModel
}

/** A request that the catalog answers; nothing is sent for it. */
export type CatalogAttempt = Pick<UpstreamAttempt, 'incoming' | 'region' | 'resolution' | 'told'> & {
  readonly by: 'catalog'
  readonly ask: AskCatalog
}

/** What was done for one request so far. It grows while the request is sent. */
export type History = {
  /** How many times anything was sent upstream. */
  sends: number
  /** The identifiers it was sent under; in another Region than the first, with that before them. */
  readonly tried: string[]
  /** The names of the remedies that were taken, in their order. */
  readonly remedies: string[]
  /** What the last send left out of the request; undefined where that was nothing. */
  repaired?: TakenOut
}

/** That no head of an answer came. */
export type NoAnswer = {
  /** What the client is told of it, unless something helps. */
  readonly error: ProxyError
  /** What the lane said. */
  readonly cause: unknown
  readonly afterMs: number
  readonly connection: ConnectionFacts
}

/** An attempt and what came of it, before the client has seen a byte. */
export type Seen<Outcome = UpstreamResponse | NoAnswer> = {
  readonly attempt: UpstreamAttempt
  readonly history: History
  readonly outcome: Outcome
  /** The body of the answer, as far as a row wanted its words. */
  readonly said?: string
}

/**
 * One row of the table of remedies: what it recognises, what it changes, how often. A row may recognise answers, by their
 * head and then by the words of their body, and sends that got no answer.
 */
export type Remedy = {
  /** As the log and the metrics have it. */
  readonly name: string
  /** The statuses of the answers that it can be for. */
  readonly statuses?: readonly number[]
  /** What else must hold for an answer of such a status; asked before any of its body is read. */
  readonly fits?: (seen: Seen<UpstreamResponse>) => boolean
  /** What the body must say. It is read, up to `maxBytes`, only where everything else fits. */
  readonly words?: { readonly maxBytes: number; readonly match: (text: string, response: UpstreamResponse) => boolean }
  /** The sends without an answer that it is for. */
  readonly fitsNoAnswer?: (seen: Seen<NoAnswer>) => boolean
  /** How often it may be taken for one request. */
  readonly atMost: number
  /** True where it sends the request again, which takes its body; false where it ends the request. */
  readonly needsBody: boolean
  /** What is learned whenever it is recognised, even where nothing can be sent again. False where that shows that it cannot help. */
  readonly learn?: (seen: Seen) => boolean
  /**
   * What is to be tried next; undefined where nothing is left to try.
   * @throws ProxyError in the place of the answer
   */
  readonly next: (seen: Seen) => Attempt | undefined | Promise<Attempt | undefined>
  /** Keeps what worked, after an answer to an attempt that this remedy was part of. */
  readonly keep?: (attempt: UpstreamAttempt) => void
  /** The first attempt as earlier requests have taught. Asked only where anything was learned. */
  readonly foresee?: (attempt: UpstreamAttempt) => UpstreamAttempt
  /** What helps the client where it was recognised and could not help. */
  readonly hint?: (attempt: UpstreamAttempt) => string
  /** Headers for the client where it was recognised and could not help. */
  readonly told?: (seen: Seen) => Readonly<Record<string, string>> | undefined
}

/** The answer that the client gets, and what was done to come by it. */
export type Sent = {
  readonly response: UpstreamResponse
  readonly attempts: number
  readonly resolution: ResolvedModel | undefined
  /** Its first choice, as `region/id`, and the Region that it went to, where it went to another place. */
  readonly moved?: { readonly from: string; readonly to: string } | undefined
  readonly remedies: readonly string[]
  readonly repaired?: TakenOut | undefined
  readonly told?: Readonly<Record<string, string>> | undefined
  readonly hint?: string | undefined
}
