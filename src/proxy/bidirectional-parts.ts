import type { AuthenticateStream } from '../aws/authenticate-stream.ts'
import type { Aws } from '../aws/connect-aws.ts'
import { type BidirectionalLane, createBidirectionalLane } from './bidirectional-lane.ts'
import { noticeRefusedIdentity } from './notice-refused-identity.ts'
import type { BodyLimits } from './read-body.ts'

/** What the stream that runs both ways needs from outside. */
export type BidirectionalParts = { readonly authenticate: AuthenticateStream; readonly lane: BidirectionalLane }

/** The same, made of the identity of the proxy and its HTTP/2 connections. */
export function createBidirectionalParts(
  { identity, sessions }: Pick<Aws, 'identity' | 'sessions'>,
  limits: BodyLimits,
): BidirectionalParts {
  return {
    authenticate: identity.authenticateStream,
    lane: noticeRefusedIdentity(createBidirectionalLane(sessions, limits), identity.invalidate),
  }
}
