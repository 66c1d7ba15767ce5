import { toProxyError } from '../../bedrock/errors.ts'
import { connectionOf, type UpstreamResponse } from '../exchange.ts'
import { discardBody } from '../lanes/peek-body.ts'
import { answerFromCatalog } from './answer-from-catalog.ts'
import type { Attempt, History, NoAnswer, Remedy, Seen, Sent, UpstreamAttempt } from './attempt.ts'
import { giveUpPlace, nameOf, settleDown } from './failover.ts'
import { withoutForeignWords } from './foreign-answer.ts'
import { hasAnswer, mend, possibleRemedies } from './mend.ts'
import { REMEDIES } from './remedies.ts'
import { traceSend } from './trace-send.ts'
import { upstreamError, withAttempts } from './upstream-error.ts'

/**
 * Sends a request: send, look, mend, and send again, all before the client has seen a byte. Nothing else sends anything a
 * second time; what can be mended stands in the table of remedies, and the cap beside it.
 * @throws ProxyError that says how often the request was sent
 */
export async function send(first: Attempt): Promise<Sent> {
  const history: History = { sends: 0, tried: [], remedies: [] }
  let attempt = first
  while (attempt.by === 'upstream') {
    const startedAt = performance.now()
    const sendsBefore = history.sends
    if (attempt.resolution) history.tried.push(nameOf(attempt))
    let outcome: UpstreamResponse | NoAnswer
    try {
      outcome = await attempt.incoming.carrier.transmit(attempt, history)
    } catch (cause) {
      outcome = noAnswer(cause, history.sends, sendsBefore, startedAt)
    }
    if (attempt.incoming.onSend) traceSend(attempt, history, startedAt, outcome)
    const possible = possibleRemedies({ attempt, history, outcome })
    if (possible.length === 0) return settle(attempt, outcome, history)
    const mending = mend({ attempt, history, outcome }, possible)
    const mended = mending instanceof Promise ? await mending : mending
    if (!mended.next) {
      const { outcome, recognised } = mended
      const hint = recognised.map((row) => row.hint?.(attempt as UpstreamAttempt)).find((one) => one)
      return settle(told({ attempt, history, outcome }, recognised), outcome, history, recognised.length > 0, hint)
    }
    if (hasAnswer(mended.outcome)) discardBody(mended.outcome)
    attempt = mended.next
  }
  return sent(attempt, answerFromCatalog(attempt), history)
}

/** The attempt with what the rows that could not help have to tell the client. */
function told(seen: Seen, recognised: readonly Remedy[]): UpstreamAttempt {
  const headers = recognised.map((row) => row.told?.(seen)).find((one) => one)
  return headers ? { ...seen.attempt, told: { ...seen.attempt.told, ...headers } } : seen.attempt
}

function noAnswer(cause: unknown, sends: number, sendsBefore: number, startedAt: number): NoAnswer {
  const error = sends > sendsBefore ? upstreamError(cause, sends) : withAttempts(toProxyError(cause), sends)
  return { error, cause, afterMs: performance.now() - startedAt, connection: connectionOf(cause) }
}

/** The end of the loop: what goes to the client, in the client's words. */
function settle(
  attempt: UpstreamAttempt,
  outcome: UpstreamResponse | NoAnswer,
  history: History,
  isRefused = false,
  hint?: string,
): Sent | Promise<Sent> {
  if (!hasAnswer(outcome) || outcome.status >= 500) giveUpPlace(attempt)
  if (!hasAnswer(outcome)) throw outcome.error
  const ofBedrock = ofBedrockAlone(outcome, history)
  if (ofBedrock instanceof Promise)
    return ofBedrock.then((response) => inClientsWords(attempt, response, history, isRefused, hint))
  return inClientsWords(attempt, ofBedrock, history, isRefused, hint)
}

function ofBedrockAlone(response: UpstreamResponse, { sends }: History): UpstreamResponse | Promise<UpstreamResponse> {
  const refuse = (error: unknown): never => {
    throw withAttempts(toProxyError(error), sends)
  }
  try {
    const ofBedrock = withoutForeignWords(response)
    return ofBedrock instanceof Promise ? ofBedrock.catch(refuse) : ofBedrock
  } catch (error) {
    return refuse(error)
  }
}

function inClientsWords(
  attempt: UpstreamAttempt,
  ofBedrock: UpstreamResponse,
  history: History,
  isRefused: boolean,
  hint: string | undefined,
): Sent | Promise<Sent> {
  if (!isRefused && ofBedrock.status < 400) keepWhatWorked(attempt, history)
  const { answer } = attempt.route
  return answer ? translated(attempt, answer(ofBedrock), history, hint) : sent(attempt, ofBedrock, history, hint)
}

function keepWhatWorked(attempt: UpstreamAttempt, { remedies }: History): void {
  if (attempt.incoming.failover) settleDown(attempt)
  if (remedies.length === 0) return
  for (const { name, keep } of REMEDIES) if (remedies.includes(name)) keep?.(attempt)
}

async function translated(
  attempt: UpstreamAttempt,
  answer: UpstreamResponse | Promise<UpstreamResponse>,
  history: History,
  hint: string | undefined,
): Promise<Sent> {
  try {
    return sent(attempt, await answer, history, hint)
  } catch (error) {
    throw withAttempts(toProxyError(error), history.sends)
  }
}

function sent(
  attempt: Attempt,
  response: UpstreamResponse,
  { sends, remedies, repaired }: History,
  hint?: string,
): Sent {
  const { resolution, region, told } = attempt
  const from = attempt.by === 'upstream' ? attempt.movedFrom : undefined
  const moved = from && { from: `${from.region.region}/${from.resolution.resolved}`, to: region.region }
  return { response, attempts: sends, resolution, moved, remedies, repaired, told, hint }
}
