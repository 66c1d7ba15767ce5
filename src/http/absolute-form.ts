import type { IncomingRequest } from './dual-server.ts'

/** `http://authority/path`; the path may be empty, and a query may follow at once (RFC 9112 §3.2.2). */
const ABSOLUTE_FORM = /^http:\/\/([^/?#]*)(.*)$/is

/** The authority that a request target in absolute-form names; undefined for a target in any other form. */
export function authorityInTarget({ url = '' }: IncomingRequest): string | undefined {
  return ABSOLUTE_FORM.exec(url)?.[1]
}

/** Takes scheme and authority off a request target in absolute-form, which a server must accept; leaves others alone. */
export function takeOriginForm(request: IncomingRequest): void {
  const rest = ABSOLUTE_FORM.exec(request.url ?? '')?.[2]
  if (rest !== undefined) request.url = rest.startsWith('/') ? rest : `/${rest}`
}

/** A request target without the name and the password that a URL may have before its host; for whoever shows targets to people. */
export function withoutUserInfo(target: string): string {
  return target.replace(USER_INFO, '$1')
}

/** RFC 3986 §3.2.1. The last `@` before the path counts, as clients that do not encode one see it. */
const USER_INFO = /^([a-z][a-z0-9+.-]*:\/\/)[^/?#]*@/i
