import { headerValue } from '../canonical-request.ts'
import { Refusal } from '../refusals.ts'
import type { AskedRequest } from './check-request.ts'

/** Where an operation takes metadata; it passes over what stands elsewhere. */
const PLACES: Readonly<Record<string, (asked: AskedRequest) => unknown>> = {
  InvokeModel: inHeader,
  InvokeModelWithResponseStream: inHeader,
  Converse: inBody,
  ConverseStream: inBody,
}

const MAX_PAIRS = 16
/** Source: botocore 1.43, RequestMetadataKeyString and RequestMetadataValueString. */
const KEY = /^[a-zA-Z0-9\s:_@$#=/+,.-]{1,256}$/
const VALUE = /^[a-zA-Z0-9\s:_@$#=/+,.-]{0,256}$/

/**
 * Checks the metadata of a request, whoever's model it is for: between one pair and sixteen, each of strings within AWS's
 * patterns. The words are those of every service of AWS's; nobody has told them of this one.
 * @throws Refusal
 */
export function checkMetadata(asked: AskedRequest): void {
  const metadata = PLACES[asked.operation]?.(asked)
  if (metadata === undefined) return
  const pairs = typeof metadata === 'object' && metadata !== null ? Object.entries(metadata) : undefined
  if (!pairs || Array.isArray(metadata)) throw refused('Member must be a map of strings')
  if (pairs.length === 0) throw refused('Member must have length greater than or equal to 1')
  if (pairs.length > MAX_PAIRS) throw refused(`Member must have length less than or equal to ${MAX_PAIRS}`)
  for (const [key, value] of pairs) {
    if (!KEY.test(key)) throw refused(`Map keys must satisfy constraint: [${LIMITS}, ${patternOf(KEY)}]`)
    const isRight = typeof value === 'string' && VALUE.test(value)
    if (!isRight) throw refused(`Map value must satisfy constraint: [${LIMITS}, ${patternOf(VALUE)}]`)
  }
}

const LIMITS = 'Member must have length less than or equal to 256'

function patternOf({ source }: RegExp): string {
  return `Member must satisfy regular expression pattern: ${source.slice(1, -1)}`
}

function inBody({ body }: AskedRequest): unknown {
  return body?.requestMetadata
}

function inHeader({ headers }: AskedRequest): unknown {
  const text = headerValue(headers, 'x-amzn-bedrock-request-metadata')
  if (text === undefined) return undefined
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

function refused(constraint: string): Refusal {
  return new Refusal(
    'refused-body',
    `1 validation error detected: Value at 'requestMetadata' failed to satisfy constraint: ${constraint}`,
  )
}
