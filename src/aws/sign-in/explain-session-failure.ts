import { ProxyError } from '../../bedrock/errors.ts'
import type { ClientRole, Explanation } from '../credentials.ts'
import { shapeOf } from './error-shape.ts'
import { SESSION_TROUBLES, SESSION_UNAVAILABLE } from './troubles/client-session-troubles.ts'

/** Opening a session takes both; the second for its tags. */
const PERMISSIONS = 'sts:AssumeRole or sts:TagSession'
/** Nothing that STS says is repeated, but for one of these. */
const KNOWN = ['sts:AssumeRole', 'sts:TagSession']

/** What it means that no session could be opened for a client. What STS said stands nowhere in it. */
export async function explainSessionFailure(
  error: unknown,
  client: string,
  { roleArn: role }: Pick<ClientRole, 'roleArn'>,
): Promise<Explanation> {
  if (error instanceof ProxyError && error.code === 'no-credentials') return ofOwnCredentials(error, role)
  const shape = shapeOf(error)
  const { kind, code, what, remedy } = SESSION_TROUBLES.find(({ isSo }) => isSo(shape)) ?? SESSION_UNAVAILABLE
  const permission = KNOWN.find((one) => shape.words.includes(one)) ?? PERMISSIONS
  const message = `${what({ client, permission })} ${remedy({ client, permission })}`
  return { trouble: { kind, code, message, publicMessage: message, facts: { role } }, files: [] }
}

/** Nobody can assume a role without credentials of its own; what is wrong with them is said already. */
function ofOwnCredentials({ code, message }: ProxyError, role: string): Explanation {
  const kind = 'session-without-source'
  return { trouble: { kind, code, message, publicMessage: message, facts: { role } }, files: [] }
}
