import type { Credentials } from '../aws/credentials.ts'
import type { Settings } from '../settings/settings.ts'

/** What the world hands in. */
export type AppContext = {
  readonly settings: Settings
  readonly env: Readonly<Record<string, string | undefined>>
  readonly logTo: NodeJS.WritableStream
  readonly useColor: boolean
  /** A simulated Bedrock in the place of AWS: both endpoints and the identity that it accepts. */
  readonly simulated?: { readonly endpoint: URL; readonly credentials: Credentials }
}
