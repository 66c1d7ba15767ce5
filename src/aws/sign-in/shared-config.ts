import { constants } from 'node:fs'
import { access } from 'node:fs/promises'
import { join } from 'node:path'
import { getHomeDir, getSSOTokenFilepath, loadSharedConfigFiles } from '@smithy/shared-ini-file-loader'

/** The keys and values of one section. */
export type Section = Readonly<Record<string, string | undefined>>

/** What the user's shared AWS files say at this moment, read by the rules of the AWS SDKs. */
export type SharedConfig = {
  /** By name; what the credentials file says of a profile stands over the config file. */
  readonly profiles: Readonly<Record<string, Section>>
  /** By name. */
  readonly ssoSessions: Readonly<Record<string, Section>>
  readonly configFile: string
  readonly credentialsFile: string
  /** The file that a profile stands in: the credentials file where both have it. */
  fileOf(profile: string): string
  /** One of the two that is there and may not be read. */
  readonly unreadable: string | undefined
}

type Environment = Readonly<Record<string, string | undefined>>

const SESSION_PREFIX = 'sso-session.'

/** Reads the shared files anew; one that is missing or broken counts as empty, as for every AWS SDK. */
export async function readSharedConfig(env: Environment): Promise<SharedConfig> {
  const home = join(getHomeDir(), '.aws')
  const configFile = env.AWS_CONFIG_FILE || join(home, 'config')
  const credentialsFile = env.AWS_SHARED_CREDENTIALS_FILE || join(home, 'credentials')
  const places = { configFilepath: configFile, filepath: credentialsFile, ignoreCache: true }
  const { configFile: config, credentialsFile: credentials } = await loadSharedConfigFiles(places)
  return {
    profiles: merge(config, credentials),
    ssoSessions: sessionsOf(config),
    configFile,
    credentialsFile,
    fileOf: (profile) => (Object.hasOwn(credentials, profile) ? credentialsFile : configFile),
    unreadable: (await Promise.all([configFile, credentialsFile].map(closedFile))).find((one) => one !== undefined),
  }
}

/** Where the AWS CLI keeps the token of an SSO session, or of a start URL where a profile names no session. */
export function ssoTokenFile(session: string): string {
  return getSSOTokenFilepath(session)
}

type Sections = Awaited<ReturnType<typeof loadSharedConfigFiles>>['configFile']

function merge(config: Sections, credentials: Sections): Record<string, Section> {
  const profiles: [string, Section][] = Object.entries(config).filter(([name]) => !PREFIXED.test(name))
  const merged = new Map<string, Section>(profiles)
  for (const [name, section] of Object.entries(credentials)) merged.set(name, { ...merged.get(name), ...section })
  return Object.fromEntries(merged)
}

/** The loader leaves other sections than profiles under the name of their kind. */
const PREFIXED = /^(?:sso-session|services)\./

function sessionsOf(config: Sections): Record<string, Section> {
  const sessions = Object.entries(config).filter(([name]) => name.startsWith(SESSION_PREFIX))
  return Object.fromEntries(sessions.map(([name, section]) => [name.slice(SESSION_PREFIX.length), section]))
}

async function closedFile(path: string): Promise<string | undefined> {
  const problem = await access(path, constants.R_OK).catch((error: NodeJS.ErrnoException) => error.code)
  return problem === 'EACCES' || problem === 'EPERM' ? path : undefined
}
