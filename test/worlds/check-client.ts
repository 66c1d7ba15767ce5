import type { RequestRecord } from '../../src/telemetry/request-record.ts'
import { UNKNOWN_MEMBER } from './asked-requests.ts'
import { checkAnswer } from './check-answer.ts'
import type { Arrival } from './upstream-lane.ts'
import type { WorldClient } from './world-client.ts'

/** What a request may cost, whatever befalls it, said once more: this is the promise. */
const MAX_SENDS = 6

/** What may be said to a request where nothing goes wrong: that it asks for what there is not, or what may not be. */
const RIGHTLY_REFUSED = ['policy-refused', 'contradicting-regions', 'body-too-large']
const RIGHTLY_SAID = /identifier|model doesn't exist|on-demand|Extra inputs|beta|counting tokens|end of its life/

/** What is known of one client's request when the world is over. */
export type Story = {
  readonly client: WorldClient
  readonly arrivals: readonly Arrival[]
  readonly records: readonly RequestRecord[]
  /** True where nothing went wrong in the world. */
  readonly isCalm: boolean
}

/** What is wrong with the way in which one client was served. */
export function* checkClient(story: Story): Generator<string> {
  const { client, arrivals, records } = story
  if (client.doneAt === undefined) yield 'the proxy was never done with it'
  if (client.leftBehind) yield `${client.leftBehind} timers outlived it`
  if (client.response.misuse) yield `its answer was misused: ${client.response.misuse}`
  if (arrivals.length > MAX_SENDS) yield `it was sent ${arrivals.length} times`
  const [record, ...others] = records
  if (!record || others.length > 0) yield `it left ${records.length} records`
  else if (record.attempts !== arrivals.length)
    yield `its record tells of ${record.attempts} of ${arrivals.length} sends`
  for (const arrival of arrivals) {
    yield* checkBody(client, arrival)
    yield* checkSession(client, arrival)
    yield* checkMetadata(client, arrival)
    if (!hasGoodSignature(arrival)) yield 'its signature did not hold'
    yield* checkExchange(arrival)
  }
  yield* checkRenewal(arrivals)
  yield* checkRepeats(arrivals)
  if (record && story.isCalm) yield* checkSuccess(client, record)
  if (record) yield* checkAnswer(client, arrivals.at(-1)?.exchange, record)
}

/** What goes up is what the client sent, but for the model, and for what AWS has refused by name. */
function* checkBody({ asked }: WorldClient, { record }: Arrival): Generator<string> {
  if (asked.way !== 'as-is') return
  const arrived = record.body.toString().replace(OWN_METADATA, '')
  const named = `"model":"${asked.model}"`
  const expected = asked.body.toString().replace(named, () => /"model":"[^"]*"/.exec(arrived)?.[0] ?? named)
  if (arrived !== expected && arrived !== expected.replace(UNKNOWN_MEMBER, ''))
    yield `its body arrived otherwise: ${arrived}`
}

/** What the proxy puts into a body where its settings say so; no client of a world brings any. */
const OWN_METADATA = /(?<=^\{)"requestMetadata":(\{[^}]*\}),?/

/** What Bedrock's logs are told of a request, as JSON; undefined where that is nothing. */
export function metadataIn({ record }: Arrival): string | undefined {
  const at = record.headers.indexOf('x-amzn-bedrock-request-metadata')
  return at === -1 ? OWN_METADATA.exec(record.body.toString())?.[1] : record.headers[at + 1]
}

/** It is of whoever sent it. */
function* checkMetadata({ asked, number }: WorldClient, arrival: Arrival): Generator<string> {
  const text = metadataIn(arrival)
  const { client, agent } = text === undefined ? { client: asked.name, agent: `client-${number}` } : JSON.parse(text)
  if (client !== asked.name || agent !== `client-${number}`) yield `its metadata is of somebody else: ${text}`
}

/** A client's requests are signed with its own session, and with nobody else's. */
function* checkSession({ asked }: WorldClient, { record }: Arrival): Generator<string> {
  const signedAs = record.session?.name
  if (signedAs !== undefined && signedAs !== (asked.name ?? 'proxy'))
    yield `it was signed with the session of ${signedAs}`
}

/** What the upstream sends is taken once, in its turn, and to its end. */
function* checkExchange({ exchange }: Arrival): Generator<string> {
  if (!exchange) return
  if (exchange.misuse) yield `the upstream saw ${exchange.misuse}`
  if (exchange.taken !== 1 && exchange.ending !== 'aborted') yield `a body was taken ${exchange.taken} times`
  if (exchange.ending === undefined) yield exchange.isPaused ? 'an answer was left paused' : 'an answer never ended'
}

/** A clock that is off is no fault of the signature's. */
function hasGoodSignature({ exchange, plan }: Arrival): boolean {
  return (
    plan.trouble !== undefined || !exchange?.answer.body.includes('The request signature we calculated does not match')
  )
}

/** Codes of what never left, because there was nobody to send it to. */
const NO_CONNECTION = ['ENOTFOUND', 'ECONNREFUSED']

/** What was lost is sent again only where nobody can have begun to answer it: on a connection that had grown stale. */
function* checkRepeats(arrivals: readonly Arrival[]): Generator<string> {
  for (const { plan } of arrivals.slice(0, -1)) {
    const { noHead } = plan
    if (!noHead || NO_CONNECTION.includes(noHead.code)) continue
    if (!noHead.isReused || noHead.hasAnswered) yield `it was sent again after ${noHead.code}, and may have run`
  }
}

/** A session that AWS has called ended is not used for the same request again. */
function* checkRenewal(arrivals: readonly Arrival[]): Generator<string> {
  for (const [i, { exchange, record }] of arrivals.entries()) {
    const next = arrivals[i + 1]
    if (!next || !exchange?.header('x-amzn-errortype')?.startsWith('ExpiredToken')) continue
    if (accessKeyOf(next.record) === accessKeyOf(record)) yield 'it was sent again with a session that had ended'
  }
}

function accessKeyOf({ headers }: Arrival['record']): string | undefined {
  return /Credential=([^/]+)/.exec(headers.join())?.[1]
}

/** Where nothing goes wrong, whoever asks for what there is gets it. */
function* checkSuccess({ response }: WorldClient, { status, error }: RequestRecord): Generator<string> {
  if (status === 200 || (error && RIGHTLY_REFUSED.includes(error))) return
  const said = response.received().toString()
  if (error || !RIGHTLY_SAID.test(said)) yield `nothing went wrong, and it got ${status}: ${said}`
}
