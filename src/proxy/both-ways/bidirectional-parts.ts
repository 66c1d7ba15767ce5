import type { AuthenticateStream } from '../../aws/authenticate-stream.ts'
import type { RegionalAws } from '../../aws/connect-aws.ts'
import type { BodyLimits } from '../read-body.ts'
import { type BidirectionalLane, createBidirectionalLane } from './bidirectional-lane.ts'

/** What the stream that runs both ways needs from outside. */
export type BidirectionalParts = { readonly authenticate: AuthenticateStream; readonly lane: BidirectionalLane }

/** The same, made of a Region's signer and its HTTP/2 connections. */
export function createBidirectionalParts(
  { authenticateStream, sessions }: Pick<RegionalAws, 'authenticateStream' | 'sessions'>,
  limits: BodyLimits,
): BidirectionalParts {
  return { authenticate: authenticateStream, lane: createBidirectionalLane(sessions, limits) }
}
