import type { IncomingHttpHeaders } from 'node:http'
import type { Policy } from '../bedrock/policy.ts'
import type { Body } from './body.ts'
import type { Forwarded } from './forward-request.ts'
import type { LocatedModel } from './locate-model.ts'
import type { MatchedOperation } from './match-operation.ts'
import type { RegionalParts } from './proxy-parts.ts'
import type { UpstreamRequest } from './rewrite-request.ts'

/** A request as it came in, and what it meets here. */
export type Incoming = {
  readonly matched: MatchedOperation
  readonly headers: IncomingHttpHeaders
  readonly body: Body
  readonly located: LocatedModel
  readonly region: RegionalParts
  readonly policy: Policy
}

/** Signs a request and sends it to the endpoint that its operation names. */
export type Forward = (request: UpstreamRequest) => Promise<Forwarded>
