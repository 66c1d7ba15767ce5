import type { Settings } from '../../settings/settings.ts'

/** Settings that do not depend on the machine, so that the demo goes alike everywhere; the proxy's own log stays silent. */
export function demoSettings(region: string): Settings {
  return {
    host: '127.0.0.1',
    port: 0,
    region,
    regionIsAssumed: false,
    allowRegions: [region],
    allowHosts: [],
    routing: 'geo-first',
    allowDestinations: [],
    failover: 'off',
    models: new Map(),
    applicationProfileTags: new Map(),
    mantle: 'off',
    discovery: 'off',
    maxBodyBytes: 1024 * 1024,
    idleTimeoutMs: 30_000,
    drainTimeoutMs: 0,
    insecureNoClientAuth: false,
    allowModels: [],
    denyModels: [],
    allowAccounts: [],
    maxConcurrentRequests: 100,
    maxBufferedBytes: 8 * 1024 * 1024,
    logLevel: 'silent',
    logFormat: 'json',
  }
}
