import type { DecisionReport, ResolutionReport } from '../bedrock/resolution-report.ts'

/** What `/-/state` answers: who this proxy is, what it decides by, and how the last hour was. */
export type PageState = {
  readonly version: string
  /** ISO 8601; another one means another process, whose requests are counted anew. */
  readonly startedAt: string
  readonly region: string
  readonly tokenRequired: boolean
  readonly isSimulated: boolean
  /** What keeps the proxy from serving, by name of the check; empty where it is ready. */
  readonly problems: Readonly<Record<string, string>>
  readonly identity: PageIdentity
  readonly policy: PagePolicy
  /** The catalog of each Region that was called, the configured one first. */
  readonly catalogs: readonly PageCatalog[]
  /** Requests under way, without those of pages such as this one. */
  readonly underWay: number
  readonly seen: number
  readonly capacity: number
  /** The minutes in which there was a request. */
  readonly hour: readonly PageMinute[]
  readonly learned: readonly PageLesson[]
}

/** As whom the proxy signs; the account by its last four digits alone. */
export type PageIdentity =
  | { readonly kind: 'api-key' | 'simulated' | 'not-known-yet' }
  | { readonly kind: 'missing'; readonly problem: string }
  | { readonly kind: 'credentials'; readonly from: string; readonly account?: string; readonly until?: string }

/** What the settings in force allow. */
export type PagePolicy = {
  readonly routing: string
  readonly failover: string
  readonly repair: string
  /** The lists that hold something, by the flag that sets each. */
  readonly limits: Readonly<Record<string, readonly string[]>>
  /** Names of the settings' own, and what they stand for. */
  readonly names: readonly (readonly [name: string, target: string])[]
}

/** Where the catalog of a Region is from, and of when. */
export type PageCatalog = {
  readonly region: string
  readonly source: string
  readonly asOf: string
  readonly models: number
  readonly problem?: string
}

/**
 * A minute of the last hour: `MinuteCounts` said again, because what runs in a browser imports nothing of the server's rooms. The
 * compiler compares the two where the state is shaped.
 */
export type PageMinute = {
  /** Milliseconds since 1970. */
  readonly from: number
  readonly requests: number
  readonly failed: number
  readonly inputTokens: number
  readonly outputTokens: number
  readonly cacheReadTokens: number
  readonly cacheWriteTokens: number
  readonly firstByteMs?: number
}

/** Something that answers of Bedrock's have taught. */
export type PageLesson = {
  readonly kind: 'repair' | 'healed' | 'cool-down' | 'unknown-route'
  readonly region: string
  readonly operation?: string
  /** The identifier that it is about. */
  readonly model?: string
  /** What is left out, what is sent instead. */
  readonly what?: string
  /** Until when it holds, ISO 8601. */
  readonly until: string
}

/** What `/-/requests` lists, newest last, and those that are under way, newest first. */
export type PageRequests = { readonly requests: readonly PageRequest[]; readonly ongoing: readonly PageOngoing[] }

/** A request that is not over yet. */
export type PageOngoing = {
  /** No other one that is under way has it. */
  readonly id: number
  /** When it came, ISO 8601. */
  readonly time: string
  readonly operation: string
  /** Absent where the body names the model. */
  readonly requestedModel?: string
  /** Once the answer has begun. */
  readonly status?: number
}

/** One finished request. Of what the client sent there is the model, and nothing else. */
export type PageRequest = {
  readonly id: number
  /** When it came, ISO 8601. */
  readonly time: string
  readonly requestId: string
  readonly client?: string
  readonly requestClass?: string
  readonly operation: string
  readonly target?: string
  readonly requestedModel?: string
  readonly sentModel?: string
  readonly reason?: string
  readonly region: string
  /** The Region that the client addressed, where another one answered. */
  readonly movedFrom?: string
  readonly status: number
  readonly ending: string
  readonly brokenBy?: string
  readonly error?: string
  readonly why?: string
  readonly fault?: string
  readonly refusal?: string
  readonly advice?: string
  readonly hint?: string
  readonly attempts: number
  readonly remedies?: readonly string[]
  readonly repaired?: readonly string[]
  readonly firstByteMs?: number
  readonly totalMs: number
  readonly requestBytes: number
  readonly responseBytes: number
  readonly inputTokens?: number
  readonly outputTokens?: number
  readonly cacheReadTokens?: number
  readonly cacheWriteTokens?: number
  readonly cacheWrite5mTokens?: number
  readonly cacheWrite1hTokens?: number
  readonly usage?: string
  /** As `resolve --json` prints it; absent where no model was named, or none could be sent. */
  readonly decision?: DecisionReport
}

/** What `/-/models` lists: the foundation models that the Region can reach. */
export type PageModels = { readonly models: readonly PageModel[] }

/** A foundation model, and what becomes of its ID. */
export type PageModel = ResolutionReport & {
  readonly modelId: string
  readonly name: string
  readonly endOfLife?: string
  /** Why the policy refuses it. */
  readonly refusal?: string
}
