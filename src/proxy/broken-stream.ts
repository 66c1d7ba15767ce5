import { ERRORS, ProxyError } from '../bedrock/errors.ts'
import { exceptionFrame } from './exception-frame.ts'
import { codeOf, IDLE_TIMEOUT } from './sending/upstream-error.ts'

/** Why an answer ended before it was complete. */
export type Break = {
  /** One word, for the record. */
  readonly why: string
  /** For the client: one sentence on what happened, one on what to do. */
  readonly message: string
  /** True where this proxy ended it, and not the upstream. */
  readonly isOurs: boolean
  /** The error of ours that ended it. */
  readonly error?: ProxyError
}

type Row = { readonly codes: readonly string[]; readonly why: string; readonly what: string; readonly isOurs?: true }

/** Code of a stream that ends in good order, but inside of a frame. */
const CUT_FRAME = 'ERR_UPSTREAM_CUT_FRAME'

/** Code of a stream in whose place an HTML page comes. */
const HTML_PAGE = 'ERR_UPSTREAM_HTML_PAGE'

const ROWS: readonly Row[] = [
  {
    codes: ['UND_ERR_DESTROYED', 'UND_ERR_CLOSED'],
    why: 'proxy-stopped',
    what: 'This proxy was stopped before the stream was complete.',
    isOurs: true,
  },
  {
    codes: [
      'UND_ERR_SOCKET',
      'ECONNRESET',
      'EPIPE',
      'ECONNABORTED',
      'ERR_HTTP2_STREAM_ERROR',
      'ERR_HTTP2_SESSION_ERROR',
    ],
    why: 'reset',
    what: 'Bedrock broke the stream off before it was complete: the connection was closed or reset.',
  },
  {
    codes: ['ETIMEDOUT', 'EHOSTUNREACH', 'EHOSTDOWN', 'ENETUNREACH', 'ENETDOWN', 'ENETRESET'],
    why: 'connection-died',
    what: 'The connection to Bedrock died before the stream was complete.',
  },
  {
    codes: [CUT_FRAME],
    why: 'cut-frame',
    what: 'Bedrock broke the stream off before it was complete: it ended inside of a frame.',
  },
  {
    codes: [HTML_PAGE],
    why: 'html-page',
    what: "An HTML page came in the place of Bedrock's answer.",
  },
]

const OTHER: Omit<Row, 'codes'> = {
  why: 'malformed',
  what: 'Bedrock broke the stream off before it was complete, or sent what is none.',
}

const IDLE = ['UND_ERR_BODY_TIMEOUT', 'UND_ERR_HEADERS_TIMEOUT', IDLE_TIMEOUT]
const IDLE_MESSAGE =
  'This proxy ended the stream, because nothing came from Bedrock for its idle timeout. Raise --idle-timeout-ms for models that think longer.'

/** Reads out of what a lane said why an answer broke off, and whose doing it was. */
export function readBreak(reason: Error): Break {
  if (reason instanceof ProxyError) return ours(reason.code, reason)
  const code = codeOf(reason)
  if (IDLE.includes(code))
    return ours('idle-timeout', new ProxyError('upstream-timeout', IDLE_MESSAGE, { cause: reason }))
  const { why, what, isOurs = false } = ROWS.find(({ codes }) => codes.includes(code)) ?? OTHER
  return { why, isOurs, message: `${what} Send the request again.` }
}

function ours(why: string, error: ProxyError): Break {
  return { why, isOurs: true, error, message: error.message }
}

/** The frame that tells a client of it. Bedrock knows an exception for what was the client's fault. */
export function lastFrame({ message, error }: Break): Buffer {
  const isOfClient = error && ERRORS[error.code].fault === 'client'
  return exceptionFrame(message, isOfClient ? 'validationException' : 'modelStreamErrorException')
}

/** What a stream fails with that ends inside of a frame, however properly. */
export function cutFrame(): Error {
  return Object.assign(new Error('The stream ended inside of a frame.'), { code: CUT_FRAME })
}

/** What a stream fails with in whose place an HTML page comes. */
export function htmlPage(): Error {
  return Object.assign(new Error('An HTML page came in the place of a stream.'), { code: HTML_PAGE })
}
