import type { Authenticate } from '../aws/authenticate.ts'
import type { Catalog } from '../bedrock/catalog.ts'
import type { Routing } from '../bedrock/routing.ts'
import type { Telemetry } from '../telemetry/request-record.ts'
import type { BidirectionalParts } from './bidirectional-parts.ts'
import type { Lane } from './forward-request.ts'
import type { BodyLimits } from './read-body.ts'

/** What the life of a request needs from outside; put together in `app.ts`. */
export type ProxyParts = {
  readonly region: string
  readonly routing: Routing
  /** The catalog in force at this moment. */
  readonly catalog: () => Catalog
  readonly limits: BodyLimits
  /** `host:port` of the upstream endpoint, as it is sent and signed. */
  readonly upstreamHost: string
  readonly authenticate: Authenticate
  /** Carries the requests that name a model. */
  readonly inferenceLane: Lane
  /** Carries the requests that name none. */
  readonly relayLane: Lane
  /** Carries the requests whose events run both ways. */
  readonly bidirectional: BidirectionalParts
  readonly telemetry: Telemetry
}
