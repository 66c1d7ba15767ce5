import type { IncomingHttpHeaders } from 'node:http'
import type { Operation } from '../../bedrock/operations.ts'
import type { Sent } from '../sending/attempt.ts'
import { Pinger } from './messages/pings.ts'
import { wordRefusal } from './word-refusal.ts'

/**
 * An answer as clients of the API expect it that was called: its refusals in that API's shape, and no long silence in a stream
 * of Anthropic's. On Bedrock's own routes every byte is Bedrock's. To be called in the turn in which the head was received.
 */
export function wordAnswer(
  sent: Sent,
  operation: Pick<Operation, 'dialect' | 'name'>,
  headers: IncomingHttpHeaders,
): Sent | Promise<Sent> {
  if (operation.dialect === 'aws') return sent
  if (sent.response.status >= 400) return wordRefusal(sent, operation, headers)
  return operation.dialect === 'anthropic' ? { ...sent, response: PINGER.watch(sent.response) } : sent
}

const PINGER = new Pinger()
