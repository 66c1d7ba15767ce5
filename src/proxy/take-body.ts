import type { Operation } from '../bedrock/operations.ts'
import type { IncomingRequest } from '../http/dual-server.ts'
import { whenThere } from '../http/when-there.ts'
import type { RequestAccount } from './account/request-account.ts'
import type { Admission } from './admission.ts'
import type { Body } from './body.ts'
import { takeEvents } from './both-ways/take-events.ts'
import { type BodySearch, searchFor } from './look-into-body.ts'
import type { ProxyParts } from './proxy-parts.ts'
import { type BodyLimits, readBody } from './read-body.ts'
import type { Carrier } from './sending/attempt.ts'
import { wordRequest } from './sending/repair.ts'
import { signRequest } from './sending/sign-request.ts'

/** The body of a request, as far as it can be looked into, and what carries it upstream. */
export type TakenBody = { readonly body: Body; readonly carrier: Carrier }

/**
 * Takes the body of a request as the row of its operation says: whole, or as a stream of events that is answered while it
 * still comes. A whole one is looked into for the model where it names one, and for the beginning of its prompt where a failover
 * has to know conversations apart.
 * @throws ProxyError as `readBody` and `takeEvents` do, and `client-signature`
 */
export function takeBody(
  request: IncomingRequest,
  operation: Operation,
  { limits, failover }: Pick<ProxyParts, 'limits' | 'failover'>,
  admission: Admission,
  account: Pick<RequestAccount, 'received' | 'receivedBytes'>,
): TakenBody | Promise<TakenBody> {
  return operation.body === 'events'
    ? takeEvents(request, admission, (count) => account.receivedBytes(count))
    : takeWhole(request, limits, admission, account, searchFor(operation, failover() !== undefined))
}

function takeWhole(
  request: IncomingRequest,
  limits: BodyLimits,
  admission: Admission,
  account: Pick<RequestAccount, 'received'>,
  search: BodySearch | undefined,
): TakenBody | Promise<TakenBody> {
  return whenThere(readBody(request, limits, search, admission), (body) => {
    admission.checkBody(account.received(body))
    return { body, carrier: WHOLE }
  })
}

/** Signs the bytes that go out, and sends them over the lane of the endpoint. */
const WHOLE: Carrier = {
  keepsBody: true,
  transmit(attempt, history) {
    const { region, upstream, incoming } = attempt
    const authenticate = incoming.signer.inRegion(region.region, upstream.service)
    const signed = whenThere(wordRequest(attempt), ({ request, takenOut }) => {
      history.repaired = takenOut
      return signRequest(request, { host: upstream.host, authenticate })
    })
    return whenThere(signed, (request) => {
      history.sends += 1
      return upstream.lane(request, incoming.departure)
    })
  },
}
