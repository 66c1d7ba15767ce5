import * as tls from 'node:tls'
import { type NetworkWatch, watchNetwork } from './network-watch.ts'
import type { Environment } from './outbound-proxy.ts'

/** How connections leave this machine: through which proxies, and whom TLS trusts. One for all of them. */
export type WayOut = {
  /** What HTTPS_PROXY, ALL_PROXY and NO_PROXY say. */
  readonly environment: Environment
  /** For `tls.connect`: the authorities beside those that Node knows; empty where there are none. */
  trust(): { readonly secureContext?: tls.SecureContext }
  /** TLS sessions by host, port and protocol, so that the next handshake is short. */
  readonly sessions: Map<string, Buffer>
  /** Tells when idle connections may have died in silence. */
  readonly network: NetworkWatch
}

/** `authorities` are certificates in PEM. One context serves every connection: to make one takes tens of milliseconds. */
export function createWayOut(
  environment: Environment = {},
  authorities: readonly string[] = [],
  network: NetworkWatch = watchNetwork(),
): WayOut {
  let trust: { secureContext?: tls.SecureContext } | undefined
  return {
    environment,
    trust() {
      trust ??= authorities.length === 0 ? {} : { secureContext: contextWith(authorities) }
      return trust
    },
    sessions: new Map(),
    network,
  }
}

function contextWith(authorities: readonly string[]): tls.SecureContext {
  return tls.createSecureContext({ ca: [...tls.rootCertificates, ...authorities] })
}
