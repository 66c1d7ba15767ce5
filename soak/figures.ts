import type { LedgerFigures } from './ledger.ts'

/** Everything that a soak found out. What the system does not tell is undefined. */
export type SoakFigures = LedgerFigures & {
  readonly seconds: number
  readonly parallel: number
  /** Resident memory of the proxy in megabytes: while the traffic ran, and after a rest. */
  readonly memory: { readonly driven: readonly number[]; readonly rested: readonly number[] }
  readonly sockets: {
    /** The most that were open while the traffic ran. */
    readonly driven: number | undefined
    /** Of clients, once the clients had closed theirs. */
    readonly downstream: number | undefined
    /** Kept alive to the upstream, before the upstream closed them. */
    readonly keptUpstream: number | undefined
    /** All of them but the listener, once the upstream had closed its own. */
    readonly last: number | undefined
  }
  /** The gauge `bedrock_proxy_open_streams` at the end. */
  readonly openStreams: number | undefined
  readonly warnings: readonly string[]
  readonly internalErrors: number
  /** Of SIGTERM; undefined where a signal ended the process. */
  readonly exitCode: number | undefined
  readonly exitMs: number
}
