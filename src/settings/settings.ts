import type { Routing } from '../bedrock/routing.ts'
import type { ClientToken } from './client-tokens.ts'
import type { EndpointTemplate } from './endpoint-template.ts'

/** What a person can set, loaded and checked. The table in `settings-table.ts` says where each value may come from. */
export type Settings = {
  readonly host: string
  readonly port: number
  /** Path of a unix socket that is listened on in place of host and port. */
  readonly socket?: string
  /** The source Region; `us-east-1` where none is configured. */
  readonly region: string
  /** True where no Region was configured, so that `us-east-1` and the global profiles stand in. */
  readonly regionIsAssumed: boolean
  /** Profile of the AWS shared config files. */
  readonly profile?: string
  /** The Regions that a request may be for: the source Region first, then those that a request may pick. */
  readonly allowRegions: readonly string[]
  /** AWS's rule for the Region where unset. */
  readonly runtimeEndpoint?: EndpointTemplate
  readonly controlPlaneEndpoint?: EndpointTemplate
  readonly allowHosts: readonly string[]
  readonly routing: Routing
  /** The Regions that may process a request, as codes or patterns such as `eu-*`; empty where the routing alone decides. */
  readonly allowDestinations: readonly string[]
  /** Whether another allowed profile of the model is tried where Bedrock throttles. */
  readonly failover: 'off' | 'throttling'
  /** The names that a person gives to models, each with its model ID or ARN. */
  readonly models: ReadonlyMap<string, string>
  /** The tags of the application inference profile that stands in for each model; empty where none does. */
  readonly applicationProfileTags: ReadonlyMap<string, string>
  readonly mantle: 'on' | 'off'
  readonly discovery: 'auto' | 'live' | 'off'
  readonly maxBodyBytes: number
  readonly idleTimeoutMs: number
  readonly drainTimeoutMs: number
  readonly clientToken?: readonly ClientToken[]
  /** True where other machines may reach the proxy without a token. */
  readonly insecureNoClientAuth: boolean
  /** Patterns of foundation model IDs; empty where every model is allowed. */
  readonly allowModels: readonly string[]
  readonly denyModels: readonly string[]
  /** Account IDs that ARNs may name; empty where every account is. */
  readonly allowAccounts: readonly string[]
  readonly maxConcurrentRequests: number
  /** For the bodies of all requests together. */
  readonly maxBufferedBytes: number
  /** For each client; as many as it likes where unset. */
  readonly requestsPerMinute?: number
  readonly tokensPerDay?: number
  readonly logLevel: 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'silent'
  readonly logFormat: 'pretty' | 'json'
}

/** What a person sets; `regionIsAssumed` follows from the rest. */
export type SettingName = Exclude<keyof Settings, 'regionIsAssumed'>
