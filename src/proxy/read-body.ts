import { ProxyError } from '../bedrock/errors.ts'
import type { CoarseClock } from '../http/coarse-clock.ts'
import { CODINGS, type ContentCoding, codingOf } from '../http/content-coding.ts'
import type { IncomingRequest } from '../http/dual-server.ts'
import type { BodyRoom } from './admission.ts'
import { type Body, EMPTY_BODY } from './body.ts'
import { tooLarge } from './body-intake.ts'
import { BodyReading } from './body-reading.ts'
import { discardRest } from './discard-rest.ts'
import type { BodySearch } from './look-into-body.ts'

/** How large a body may be, and how long nothing of it may arrive. */
export type BodyLimits = {
  readonly maxBodyBytes: number
  readonly idleTimeoutMs: number
  /** Counts the silence; the one that is shared unless told. */
  readonly clock?: CoarseClock
}

/**
 * Reads a request body up to the cap, decodes it where it is encoded, and looks into it as it comes. Room is reserved for what
 * has arrived, whatever was declared.
 * @throws ProxyError `body-too-large` (at once where content-length says so), `unsupported-media-type`, `malformed-body`,
 * `truncated-body`, `body-timeout`, and what `reserve` throws
 */
export function readBody(
  request: IncomingRequest,
  limits: BodyLimits,
  search?: BodySearch,
  room: BodyRoom = BOUNDLESS,
): Body | Promise<Body> {
  if (request.method === 'GET') return EMPTY_BODY
  try {
    const coding = checkedCoding(request)
    checkLength(request, limits)
    return new BodyReading(request, { search, room, coding, ...limits }).whole()
  } catch (error) {
    discardRest(request)
    throw error
  }
}

const BOUNDLESS: BodyRoom = {
  reserve: () => undefined,
  awaitClient: () => undefined,
  goOn: () => undefined,
  signsBody: false,
}

function checkedCoding({ headers }: IncomingRequest): ContentCoding | 'identity' {
  const coding = codingOf(headers['content-encoding'])
  if (coding !== 'unknown') return coding
  throw new ProxyError(
    'unsupported-media-type',
    `The content-encoding of this request is none that this proxy decodes. Send the body as ${CODINGS}, or as it is.`,
  )
}

function checkLength({ headers }: IncomingRequest, { maxBodyBytes }: BodyLimits): void {
  if (Number(headers['content-length'] ?? 0) > maxBodyBytes) throw tooLarge(maxBodyBytes)
}
