/** What a lookup failed with, as far as kinds are told by it. Nothing of it is ever shown. */
export type ErrorShape = {
  /** AWS's name of the exception, else the name of the class. */
  readonly name: string
  readonly code: string | undefined
  /** True where a service of AWS's has answered. */
  readonly isAnswer: boolean
  readonly statusCode: number | undefined
  /** The provider's own words. */
  readonly words: string
}

/** What is known of an error by AWS's providers and clients, or of anything else that was thrown. */
export function shapeOf(error: unknown): ErrorShape {
  const { name = '', code, message: words = '', statusCode, $metadata } = Object(error)
  const { wrapped } = WRAPPED.exec(words)?.groups ?? {}
  return {
    name: wrapped ?? String(name),
    code: typeof code === 'string' ? code : CODE.exec(words)?.[0],
    isAnswer: wrapped !== undefined || $metadata?.httpStatusCode !== undefined,
    statusCode: statusCode ?? $metadata?.httpStatusCode,
    words: String(words),
  }
}

/** The provider for SSO keeps no more of an answer than its name and its words. */
const WRAPPED = /^(?<wrapped>[A-Z]\w+Exception): /
const CODE = /\bE(?:CONN[A-Z]+|NOTFOUND|AI_AGAIN|TIMEDOUT|HOSTUNREACH|NETUNREACH|PIPE)\b/
