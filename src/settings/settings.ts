import type { Routing } from '../bedrock/routing.ts'

/** What a person can set, loaded and checked. The table in `settings-table.ts` says where each value may come from. */
export type Settings = {
  readonly host: string
  readonly port: number
  /** The source Region; `us-east-1` where none is configured. */
  readonly region: string
  /** True where no Region was configured, so that `us-east-1` and the global profiles stand in. */
  readonly regionIsAssumed: boolean
  /** Profile of the AWS shared config files. */
  readonly profile?: string
  /** Origin only: scheme, host, port. AWS's rule for the Region where unset. */
  readonly runtimeEndpoint?: URL
  readonly controlPlaneEndpoint?: URL
  readonly allowHosts: readonly string[]
  readonly routing: Routing
  readonly mantle: 'on' | 'off'
  readonly discovery: 'auto' | 'live' | 'off'
  readonly maxBodyBytes: number
  readonly idleTimeoutMs: number
  readonly drainTimeoutMs: number
  readonly clientToken?: string
  readonly logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent'
  readonly logFormat: 'pretty' | 'json'
}
