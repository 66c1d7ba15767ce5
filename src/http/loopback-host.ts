import { remembering } from './remembering.ts'

const OCTET = '(?:25[0-5]|2[0-4][0-9]|1?[0-9]{1,2})'
const LOOPBACK = new RegExp(`^(?:localhost|127(?:\\.${OCTET}){3}|::1|\\[::1\\])$`)

/** True for a host that only this machine can reach: `localhost`, 127.0.0.0/8 and `::1`, with or without brackets. */
export const isLoopbackHost = remembering((host) => LOOPBACK.test(host.toLowerCase()))

/** The host as it stands in a URL or in a Host header: an IPv6 address in brackets. */
export function nameInUrl(host: string): string {
  return host.includes(':') ? `[${host}]` : host
}
