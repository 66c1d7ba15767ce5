import { join } from 'node:path'
import { loadSharedConfigFiles } from '@smithy/shared-ini-file-loader'
import { SettingsError } from './settings-error.ts'
import type { SharedConfigPlace } from './shared-config-region.ts'

/** What the AWS SDKs' own settings say about endpoints and trust. */
export type SharedAwsSettings = {
  readonly useFips: boolean
  readonly useDualstack: boolean
  /** A PEM file of further authorities, and what named it; undefined for none. */
  readonly caBundle: { readonly givenAs: string; readonly file: string } | undefined
}

/** Each in the environment, which comes first, and in a profile of the shared config files. */
const ROWS = {
  useFips: { variable: 'AWS_USE_FIPS_ENDPOINT', key: 'use_fips_endpoint' },
  useDualstack: { variable: 'AWS_USE_DUALSTACK_ENDPOINT', key: 'use_dualstack_endpoint' },
  caBundle: { variable: 'AWS_CA_BUNDLE', key: 'ca_bundle' },
} as const

type Row = (typeof ROWS)[keyof typeof ROWS]
type Given = { readonly givenAs: string; readonly value: string } | undefined

/**
 * Reads the settings that every AWS SDK reads. Without a home only the environment is asked.
 * @throws SettingsError for a switch that is neither true nor false
 */
export async function sharedAwsSettings(
  place: Omit<SharedConfigPlace, 'homeDir'> & { homeDir: string | undefined },
): Promise<SharedAwsSettings> {
  const { profile = 'default', env, homeDir } = place
  const section = homeDir === undefined ? {} : await readProfile(profile, env, homeDir)
  const given = ({ variable, key }: Row): Given => {
    const [inEnvironment, inFile] = [env[variable]?.trim(), section[key]?.trim()]
    if (inEnvironment) return { givenAs: variable, value: inEnvironment }
    return inFile ? { givenAs: `${key} of the profile ${profile}`, value: inFile } : undefined
  }
  const bundle = given(ROWS.caBundle)
  return {
    useFips: isOn(given(ROWS.useFips)),
    useDualstack: isOn(given(ROWS.useDualstack)),
    caBundle: bundle && { givenAs: bundle.givenAs, file: bundle.value },
  }
}

/** The config file comes before the credentials file, as in the SDKs. */
async function readProfile(
  profile: string,
  env: SharedConfigPlace['env'],
  homeDir: string,
): Promise<Readonly<Record<string, string | undefined>>> {
  const { configFile, credentialsFile } = await loadSharedConfigFiles({
    configFilepath: env.AWS_CONFIG_FILE || join(homeDir, '.aws', 'config'),
    filepath: env.AWS_SHARED_CREDENTIALS_FILE || join(homeDir, '.aws', 'credentials'),
  })
  return { ...credentialsFile[profile], ...configFile[profile] }
}

const SWITCH: ReadonlyMap<string, boolean> = new Map([
  ['true', true],
  ['false', false],
])

function isOn(given: Given): boolean {
  if (!given) return false
  const value = SWITCH.get(given.value.toLowerCase())
  if (value === undefined) throw new SettingsError([`${given.givenAs}: must be true or false`])
  return value
}
