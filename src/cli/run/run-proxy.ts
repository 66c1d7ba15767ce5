import type { Settings } from '../../settings/settings.ts'

/** The proxy of a run: what its client has to know, and how to end it. */
export type RunProxy = {
  readonly url: string
  readonly region: string
  /** Undefined where it wants none. */
  readonly token: string | undefined
  /** What it resolves models by. */
  readonly settings: Settings
  /** Whether AWS may be asked which models there are. */
  readonly isAwsAsked: boolean
  close(): Promise<void>
}
