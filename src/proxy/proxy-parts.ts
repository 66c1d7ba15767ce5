import type { ServiceName } from '../aws/authenticate.ts'
import type { Signer } from '../aws/signer.ts'
import type { Catalog } from '../bedrock/catalog.ts'
import type { UpstreamName } from '../bedrock/operations.ts'
import type { Policy } from '../bedrock/policy.ts'
import type { MetadataKey } from '../bedrock/request-metadata.ts'
import type { Telemetry } from '../telemetry/request-record.ts'
import type { Tracer } from '../telemetry/request-trace.ts'
import type { BidirectionalLane } from './both-ways/bidirectional-lane.ts'
import type { Lane } from './exchange.ts'
import type { BodyLimits } from './read-body.ts'
import type { Memory } from './sending/memory.ts'
import type { RetryBudget } from './sending/retry-budget.ts'

/** What it takes to send a request that Bedrock throttles to another place that the policy allows. */
export type FailoverParts = {
  /** The further Regions that such a request may go to, in their order; they are opened when this is first asked. */
  readonly elsewhere: () => readonly RegionalParts[]
  /** At which place each conversation stays. */
  readonly conversations: Memory
  readonly budget: RetryBudget
}

/** What the life of a request needs from outside; put together in `app.ts`. */
export type ProxyParts = {
  /** The parts of a Region that requests may pick; undefined for any other. */
  readonly inRegion: (region: string) => RegionalParts | undefined
  /** Whom the requests of a client are signed as, by its name; undefined for who was asked for none. */
  readonly signerOf: (client: string | undefined) => Signer
  /** The policy in force at this moment. */
  readonly policy: () => Policy
  /** What another place is tried with where Bedrock throttles one; undefined where none is, at this moment. */
  readonly failover: () => FailoverParts | undefined
  /** Whether what Bedrock refuses by name is taken out of a request, at this moment. */
  readonly repair: () => 'on' | 'off'
  /** What Bedrock's invocation logs are told of a request that tells them nothing itself, at this moment. */
  readonly metadata: () => readonly MetadataKey[]
  readonly limits: BodyLimits
} & Reporting

/** Where requests report to, and the Region of those that name none. */
export type Reporting = {
  readonly region: string
  readonly telemetry: Telemetry
  /** Absent where requests are not traced. */
  readonly tracer?: Tracer | undefined
}

/** What belongs to one Region: its endpoints, and what it can reach. */
export type RegionalParts = {
  readonly region: string
  /** The catalog in force at this moment. */
  readonly catalog: () => Catalog
  /** Resolves when there is a catalog worth asking; undefined where that is so already. */
  readonly catalogReady: () => Promise<unknown> | undefined
  /** Asks AWS anew, at most every 30 seconds; resolves when the catalog in force is as fresh as it gets. Never rejects. */
  readonly refreshCatalog: () => Promise<unknown>
  /** What its answers have taught. */
  readonly memory: Memory
  /** Carries the requests whose events run both ways. */
  readonly bidirectional: BidirectionalLane
  /** Without the mantle where it is off. */
  readonly upstreams: Readonly<Record<Exclude<UpstreamName, 'mantle'>, Upstream> & { mantle?: Upstream | undefined }>
}

/** An endpoint of AWS's, and what carries requests there. It knows nobody who signs: that follows from who asks. */
export type Upstream = {
  /** `host:port`, as it is sent and signed. */
  readonly host: string
  /** The service that signatures for it name. */
  readonly service: ServiceName
  readonly lane: Lane
}
