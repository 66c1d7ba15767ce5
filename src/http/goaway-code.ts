import { constants, type ServerHttp2Session } from 'node:http2'

/** What nghttp2 calls a violation, with the code that RFC 9113 §7 has for it. Node says INTERNAL_ERROR to all of them. */
const CODES: ReadonlyMap<unknown, number> = new Map([[-524, constants.NGHTTP2_FLOW_CONTROL_ERROR]])

/** Lets the GOAWAY of a session that has been broken off tell what the client did wrong, where there is a code for it. */
export function nameViolation(session: ServerHttp2Session): void {
  const destroy = session.destroy.bind(session)
  session.destroy = (error, code) => {
    const errno = error instanceof Error && 'errno' in error ? error.errno : undefined
    destroy(error, code ?? CODES.get(errno))
  }
}
