import type { RequestAccount } from '../account/request-account.ts'
import type { Admission } from '../admission.ts'
import { conversationOf } from '../conversation.ts'
import { holdMost } from '../hold-most.ts'
import type { Plan } from '../plan-request.ts'
import type { ProxyParts } from '../proxy-parts.ts'
import type { Incoming } from './attempt.ts'
import { ownMetadata } from './own-metadata.ts'

/** What the stages before have found out about a request. */
export type Asked = Pick<Incoming, 'matched' | 'headers' | 'body' | 'carrier' | 'located' | 'departure'> & {
  readonly plan: Plan
}

/**
 * A request with the settings of this moment and with whose it is: what holds for all of its sends, however many they are and
 * whatever is reloaded meanwhile.
 */
export function asThingsStand(
  asked: Asked,
  parts: Pick<ProxyParts, 'failover' | 'repair' | 'metadata' | 'signerOf'>,
  admission: Pick<Admission, 'client' | 'reserve'>,
  { trace }: Pick<RequestAccount, 'trace'>,
): Incoming {
  const { client } = admission
  const { matched, headers, body, carrier, located, plan, departure } = asked
  const failover = parts.failover()
  return {
    matched,
    headers,
    body,
    located,
    plan,
    policy: plan.policy,
    failover,
    conversation: failover && conversationOf(client, headers, body),
    repair: parts.repair(),
    metadata: ownMetadata(parts.metadata(), client, headers),
    departure,
    carrier,
    hold: holdMost(admission),
    onSend: trace?.sent,
    signer: parts.signerOf(client),
  }
}
