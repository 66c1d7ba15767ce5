import type { IncomingHttpHeaders } from 'node:http'
import type { ErrorDialect } from '../bedrock/errors.ts'

/** The dialect of a client on a path that two vendors share: who sends `anthropic-version` reads Anthropic's. */
export function spokenDialect(dialect: ErrorDialect, headers: IncomingHttpHeaders): ErrorDialect {
  return dialect === 'openai' && headers['anthropic-version'] !== undefined ? 'anthropic' : dialect
}
