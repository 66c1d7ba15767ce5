import type { Lane, SignedRequest } from '../../src/proxy/exchange.ts'
import { answerRequest, type SimulatedWorld } from '../../src/simulator/answer-request.ts'
import { matchRoute } from '../../src/simulator/match-route.ts'
import type { RequestDraft } from '../../src/simulator/simulated-request.ts'
import { emptyRecord } from '../fixtures/empty-record.ts'
import { errorOf, type UpstreamAnswer, UpstreamExchange } from './upstream-exchange.ts'
import { troubleOf, type UpstreamPlan } from './upstream-plan.ts'
import type { VirtualTime } from './virtual-time.ts'

/** What arrived upstream, and what became of it. */
export type Arrival = {
  /** Milliseconds since the world began. */
  readonly at: number
  /** Of which client's request it is, by the number in its `user-agent`. */
  readonly client: number
  readonly region: string
  readonly record: RequestDraft
  readonly plan: UpstreamPlan
  exchange?: UpstreamExchange
  /** True where the client had left before a head came. */
  isGivenUp: boolean
}

/** What a lane needs of its world. */
export type LaneWorld = {
  readonly time: VirtualTime
  readonly idleTimeoutMs: number
  /** What Bedrock is in this moment. */
  readonly bedrock: () => SimulatedWorld
  readonly plan: () => UpstreamPlan
  readonly arrivals: Arrival[]
}

/** A lane to the simulated Bedrock without a socket: what befalls a request on the way is planned by chance. */
export function createVirtualLane(world: LaneWorld, region: string): Lane {
  const { time, arrivals } = world
  return (request, departure) =>
    new Promise((resolve, reject) => {
      const record = recordOf(request)
      const arrival: Arrival = {
        ...factsOf(request),
        at: time.now(),
        region,
        record,
        plan: world.plan(),
        isGivenUp: false,
      }
      arrivals.push(arrival)
      departure.onLeave(() => {
        arrival.isGivenUp = true
        reject(new Error('The client left.'))
      })
      const { plan } = arrival
      time.after(plan.headAfter, () => {
        if (departure.hasHappened) return
        if (plan.noHead) return reject(noHeadError(plan.noHead))
        void answerOf(arrival, world).then((answer) => {
          if (departure.hasHappened) return
          arrival.exchange = new UpstreamExchange(answer, plan, time, world.idleTimeoutMs, departure)
          resolve(arrival.exchange)
        })
      })
    })
}

function recordOf({ method, target, headers, body }: SignedRequest): RequestDraft {
  return {
    ...emptyRecord(),
    method,
    path: target,
    headers: [...headers],
    body: Buffer.concat(body.chunks),
  }
}

function factsOf({ headers }: SignedRequest): Pick<Arrival, 'client'> {
  return { client: Number(/\d+/.exec(headers[headers.indexOf('user-agent') + 1] ?? '')?.[0] ?? Number.NaN) }
}

function noHeadError({ code, isReused, hasAnswered }: NonNullable<UpstreamPlan['noHead']>): Error {
  return errorOf(code, { connection: { isReused, hasAnswered } })
}

/** Bedrock's own answer, or the trouble that is planned in its place; with an ID, and the date of AWS's clock. */
async function answerOf({ record, plan }: Arrival, { bedrock }: LaneWorld): Promise<UpstreamAnswer> {
  const world = bedrock()
  const { body } = record
  const matched = matchRoute(record.method, record.path)
  const { status, headers, chunks, settle } = await answerRequest(matched, record, async () => body, world)
  const { 'x-amzn-requestid': id = '' } = headers
  const told = { 'x-amzn-requestid': id, date: new Date(world.now()).toUTCString() }
  if (!plan.trouble) return { status, headers: flat({ ...headers, ...told }), body: Buffer.concat(chunks), settle }
  const trouble = troubleOf(plan.trouble)
  return {
    settle,
    status: trouble.status,
    headers: flat({ ...trouble.headers, ...told }),
    body: Buffer.from(`${trouble.body ?? ''}${' '.repeat(plan.padding ?? 0)}`),
  }
}

function flat(headers: Readonly<Record<string, string>>): string[] {
  return Object.entries(headers).flat()
}
