import type { Environment } from './agent-row.ts'

/** The value of NO_PROXY that keeps requests for this proxy away from another one: loopback, and the URL's own host. */
export function noProxyFor(url: string): string {
  const host = new URL(url).hostname.replace(/^\[|\]$/g, '')
  return [...new Set([...LOOPBACK, host])].join()
}

const LOOPBACK = ['127.0.0.1', 'localhost']

/** These variables and NO_PROXY. */
export function withNoProxy(env: Environment, url: string): Environment {
  return { ...env, NO_PROXY: noProxyFor(url) }
}
