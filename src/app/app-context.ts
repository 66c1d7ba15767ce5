import type { Credentials } from '../aws/credentials.ts'
import type { Settings } from '../settings/settings.ts'
import type { LineSink } from '../telemetry/create-log.ts'
import type { OptionalLines } from '../telemetry/optional-lines.ts'

/** What the world hands in. */
export type AppContext = {
  readonly settings: Settings
  readonly env: Readonly<Record<string, string | undefined>>
  /** Takes the lines of the log, and may tell how many it could not write. */
  readonly logTo: LineSink & Partial<OptionalLines>
  readonly useColor: boolean
  /** Where the build has put the script of the page; the page says that it is not built where there is none. */
  readonly builtFolder?: string
  /** Where the last good catalogs, and the tokens of the day, are kept; nowhere without it. */
  readonly home?: UserHome
  /** True for a proxy that ends with the program it was started for: the tokens of its day are kept nowhere. */
  readonly isForOneProgram?: boolean
  /** A simulated Bedrock in the place of AWS: its one endpoint for every Region, and the identity that it accepts. */
  readonly simulated?: {
    readonly endpoint: URL
    readonly mantle?: URL
    readonly sts?: URL
    readonly credentials: Credentials
  }
}

/** Whose files the proxy may keep and trust. */
export type UserHome = {
  readonly homeDir: string
  /** Undefined on systems without user IDs. */
  readonly userId: number | undefined
}

/** What asking AWS takes. */
export type AwsContext = Pick<AppContext, 'settings' | 'env' | 'home' | 'simulated'>
