import { join } from 'node:path'
import { loadSharedConfigFiles } from '@smithy/shared-ini-file-loader'

/** Which profile to look up, and where the shared files may stand. */
export type SharedConfigPlace = {
  readonly profile: string | undefined
  readonly env: Readonly<Record<string, string | undefined>>
  readonly homeDir: string
}

/**
 * The Region of a profile in the shared AWS files, the credentials file first, as the AWS SDKs look it up; undefined
 * where no file or profile has one.
 */
export async function sharedConfigRegion({ profile, env, homeDir }: SharedConfigPlace): Promise<string | undefined> {
  const { configFile, credentialsFile } = await loadSharedConfigFiles({
    configFilepath: env.AWS_CONFIG_FILE || join(homeDir, '.aws', 'config'),
    filepath: env.AWS_SHARED_CREDENTIALS_FILE || join(homeDir, '.aws', 'credentials'),
  })
  const name = profile ?? 'default'
  return credentialsFile[name]?.region ?? configFile[name]?.region
}
