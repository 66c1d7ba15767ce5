import type { Catalog } from '../bedrock/catalog.ts'
import type { IncomingRequest, OutgoingResponse } from '../http/dual-server.ts'
import type { Answer } from './answer.ts'
import { answerRequest } from './answer-request.ts'
import { type CatalogOf, createChangingWorld, type FirstWorld } from './changing-world.ts'
import {
  CONTROL_PLANE_TROUBLES,
  type ControlPlaneTrouble,
  createStandingTrouble,
  type StandingTrouble,
} from './control-plane-troubles.ts'
import { deliver } from './deliver.ts'
import { createFaultQueue } from './fault-queue.ts'
import { deliverWithFault, type Fault } from './faults.ts'
import { holdConversation } from './hold-conversation.ts'
import { MANTLE_ROUTES } from './mantle-routes.ts'
import { matchRoute } from './match-route.ts'
import { type ListenerOptions, openListener } from './open-listener.ts'
import { readAll, recordOf } from './receive-request.ts'
import { ResponseWire } from './response-wire.ts'
import { ROUTES, type Route } from './routes.ts'
import { RUNTIME_TROUBLES, type RuntimeTrouble } from './runtime-troubles.ts'
import type { SimulatedRequest } from './simulated-request.ts'
import type { Refusing } from './strictness/check-request.ts'

/** Which Bedrock to simulate, and who may call it. */
export type SimulatorOptions = FirstWorld & {
  /** 0, the default, takes any free port. */
  readonly port?: number
  /** PEM of key and certificate: HTTPS, with HTTP/2 for clients that offer it. Without: both versions in clear text. */
  readonly tls?: NonNullable<ListenerOptions['tls']>
  /** The endpoint that is simulated: the runtime together with the control plane, unless told. */
  readonly service?: 'bedrock' | 'bedrock-mantle'
  /** Pause between the events of a stream in milliseconds; none unless told. */
  readonly chunkDelayMs?: number
  /** The fault that a request suffers by what stands in it, where none is queued; asked once its body has been read. */
  readonly faultOf?: (request: SimulatedRequest) => Fault | undefined
  /** How many requests are kept to be looked at; the latest thousand unless told. */
  readonly maxKeptRequests?: number
}

/** A Bedrock in the small, on loopback. */
export type Simulator = {
  /** Origin of the runtime and of the control plane. */
  readonly url: string
  /** What arrived, in order; the latest `maxKeptRequests`. */
  readonly requests: readonly SimulatedRequest[]
  /** Queues a fault, or a trouble by its name: the next runtime request suffers it, once. */
  misbehave(fault: Fault | RuntimeTrouble): void
  /** Changes what is refused beyond the tables, from now on: AWS changes it without a word. */
  refuse(refusing: Refusing): void
  /** Makes the control plane misbehave from now on, at every request or at those that are concerned; or no longer. */
  troubleControlPlane: StandingTrouble<ControlPlaneTrouble>['set']
  /** Changes what exists, for the control plane and for the runtime at once. */
  world(catalog: Catalog | CatalogOf): void
  /** Cuts every connection and stops listening. */
  close(): Promise<void>
}

/** Bounds the memory of a simulator that runs for days. */
const DEFAULT_KEPT_REQUESTS = 1000

/** Starts a simulated Bedrock. Rejects with Node's error where the port is taken. */
export async function startSimulator(options: SimulatorOptions): Promise<Simulator> {
  const requests: SimulatedRequest[] = []
  const faults = createFaultQueue()
  const trouble = createStandingTrouble(CONTROL_PLANE_TROUBLES)
  const isReused = trackConnections()
  const { port = 0, tls, chunkDelayMs = 0, maxKeptRequests = DEFAULT_KEPT_REQUESTS } = options
  const world = createChangingWorld(options)

  async function exchange(request: IncomingRequest, response: OutgoingResponse): Promise<void> {
    const record = recordOf(request)
    const wire = new ResponseWire(response, record)
    if (requests.push(record) > maxKeptRequests) requests.shift()
    const matched = matchRoute(record.method, record.path, routesOf(options))
    const reused = isReused(request)
    const fault = matched && matched.route.plane !== 'control' ? faults.take(reused) : trouble.of(record)
    if (fault?.kind === 'close-idle') return wire.breakConnection()
    const met = world.current()
    if (matched?.route.body === 'events' && 'stream' in request) {
      return holdConversation({ matched, record, incoming: request, wire, fault }, met)
    }
    const answer = await answerRequest(matched, record, () => readAll(request), met)
    const { settle } = answer
    if (settle) void record.closed.then(() => settle(shareSent(record, answer)))
    const suffered = fault ?? options.faultOf?.(record)
    return suffered ? deliverWithFault(wire, answer, suffered) : deliver(wire, answer, chunkDelayMs)
  }

  const listener = await openListener({ port, ...(tls && { tls }), onRequest: exchange })
  return {
    url: listener.url,
    requests,
    misbehave: (fault) => faults.add(typeof fault === 'string' ? RUNTIME_TROUBLES[fault] : fault),
    refuse: world.refuse,
    troubleControlPlane: trouble.set,
    world: world.show,
    close: listener.close,
  }
}

function shareSent({ bytesWritten }: SimulatedRequest, { chunks }: Answer): number {
  return Math.min(
    1,
    bytesWritten /
      Math.max(
        1,
        chunks.reduce((sum, { length }) => sum + length, 0),
      ),
  )
}

function routesOf({ service }: SimulatorOptions): readonly Route[] {
  return service === 'bedrock-mantle' ? MANTLE_ROUTES : ROUTES
}

/** Tells of each request whether its connection has carried one before. */
function trackConnections(): (request: IncomingRequest) => boolean {
  const seen = new WeakSet<object>()
  return (request) => {
    const connection = ('stream' in request ? request.stream.session : undefined) ?? request.socket
    const isReused = seen.has(connection)
    seen.add(connection)
    return isReused
  }
}
