import { partitionOf } from '../bedrock/partition.ts'
import { checkFoundFile } from './check-found-file.ts'
import { checkSettings } from './check-settings.ts'
import { problemWithApiKey } from './client-roles.ts'
import { givenValues } from './given-value.ts'
import { type ParsedValues, parseValues } from './parse-values.ts'
import { REGION_SCHEMA } from './region-schemas.ts'
import { type FilesSeen, seeFiles } from './see-files.ts'
import type { Settings } from './settings.ts'
import { SettingsError } from './settings-error.ts'
import { readSettingsFile, type SettingsFile, settingsPlaces } from './settings-file.ts'
import type { SettingName } from './settings-table.ts'
import { sharedConfigRegion } from './shared-config-region.ts'
import { unknownVariables } from './unknown-variables.ts'

/** Everything that settings are gathered from. */
export type SettingSources = {
  /** Values by file key, so `{ 'log-level': 'warn' }`; `config` names the settings file. */
  readonly flags: Readonly<Record<string, string>>
  readonly env: Readonly<Record<string, string | undefined>>
  readonly cwd: string
  readonly homeDir: string
  /** True where the log goes to a terminal. */
  readonly isTerminal: boolean
}

/** Settings that are complete and free of contradictions. */
export type LoadedSettings = {
  readonly settings: Settings
  /** The names under which settings were given, such as `--port` or `AWS_REGION`. */
  readonly givenAs: ReadonlyMap<SettingName, string>
  /** The settings file that was read, as messages name it. */
  readonly settingsFile?: string
  /** True where that file has no setting in it, not even an empty mapping. */
  readonly isFileEmpty: boolean
  /** The paths at which a settings file is looked for, as they stood just before. */
  readonly places: FilesSeen
  /** Sentences for a person, about what was assumed or ignored. */
  readonly warnings: readonly string[]
}

/**
 * Gathers every setting: flag, environment, file, default.
 * @throws SettingsError with every problem at once
 */
export async function loadSettings(sources: SettingSources): Promise<LoadedSettings> {
  const search = { ...sources, configFlag: sources.flags.config }
  const places = await seeFiles(settingsPlaces(search).map(({ path }) => path))
  const file = await readSettingsFile(search)
  const parsed = parseValues(await givenValues({ ...sources, file }))
  const place = await placeOf(parsed, sources)
  const logFormat = sources.isTerminal ? 'pretty' : 'json'
  const settings = withOwnRegion({ logFormat, ...parsed.values, ...place.values })
  const problems = [
    ...file.problems,
    ...checkFoundFile(file),
    ...parsed.problems,
    ...place.problems,
    ...checkSettings(settings, parsed.givenAs),
    ...apiKeyProblem(settings, sources),
  ]
  if (problems.length > 0) throw new SettingsError(problems)
  return {
    // No problem means that every row with a default has its value; the lines above gave the rest.
    settings: settings as Settings,
    givenAs: parsed.givenAs,
    isFileEmpty: file.holdsOnly !== undefined,
    places,
    warnings: [
      ...insecurityWarnings(settings),
      ...idleWarnings(settings),
      ...place.warnings,
      ...hiddenFile(file),
      ...emptyFile(file),
      ...unknownVariables(sources.env),
    ],
    ...(file.name !== undefined && { settingsFile: file.name }),
  }
}

/** The variable is AWS's, so that no row of the table has it. */
function apiKeyProblem(settings: Partial<Settings>, { env }: SettingSources): string[] {
  const problem = problemWithApiKey(settings, env)
  return problem === undefined ? [] : [`AWS_BEARER_TOKEN_BEDROCK: ${problem}`]
}

/** The source Region is always one that a request may be for, and the first of them. */
function withOwnRegion(settings: Partial<Settings>): Partial<Settings> {
  const { region, allowRegions = [] } = settings
  return region === undefined ? settings : { ...settings, allowRegions: [...new Set([region, ...allowRegions])] }
}

function hiddenFile({ name, hides }: SettingsFile): string[] {
  if (hides === undefined) return []
  return [`${name} is read in place of ${hides}. What must hold in every folder belongs into a flag or a variable.`]
}

/** The example file sets nothing on purpose; a file without a word in it was more likely lost. */
function emptyFile({ name, holdsOnly }: SettingsFile): string[] {
  return holdsOnly === 'nothing' ? [`${name} is empty: no setting comes from it.`] : []
}

/** Said at every start, so that nobody forgets it. */
function insecurityWarnings({ insecureNoClientAuth }: Partial<Settings>): string[] {
  if (!insecureNoClientAuth) return []
  return [
    'clients are not asked for a token (--insecure-no-client-auth): whoever reaches this proxy spends your AWS account.',
  ]
}

/** Who names other Regions expects that requests go there. */
function idleWarnings({ failover, failoverRegions = [], routing, region = '' }: Partial<Settings>): string[] {
  if (failoverRegions.length === 0) return []
  if (failover === 'off') return ['--failover-regions does nothing while --failover is off. Set --failover throttling.']
  if (routing === 'in-region-only') {
    return ['--failover-regions does nothing with --routing in-region-only, which lets no request leave its Region.']
  }
  const foreign = failoverRegions.filter((one) => partitionOf(one) !== partitionOf(region))
  if (foreign.length === 0) return []
  return [
    `--failover-regions does nothing with ${foreign.join(', ')}: no request leaves the partition of ${region}. Leave it out.`,
  ]
}

/** The Region, and what follows from having none. */
type Place = {
  readonly values: Partial<Pick<Settings, 'region' | 'regionIsAssumed' | 'routing'>>
  readonly problems: readonly string[]
  readonly warnings: readonly string[]
}

async function placeOf({ values, givenAs }: ParsedValues, { env, homeDir }: SettingSources): Promise<Place> {
  if (givenAs.has('region')) return { values: { regionIsAssumed: false }, problems: [], warnings: [] }
  const region = await sharedConfigRegion({ profile: values.profile, env, homeDir })
  if (region === undefined) return assumedPlace(givenAs.has('routing'))
  const { success, error } = REGION_SCHEMA.safeParse(region)
  const problems = success ? [] : [`region in the shared AWS config: must be ${error.issues[0]?.message}`]
  return { values: { region, regionIsAssumed: false }, problems, warnings: [] }
}

/** Without a Region, the profiles that reach every Region are the likeliest to answer. */
function assumedPlace(isRoutingGiven: boolean): Place {
  return {
    values: { region: 'us-east-1', regionIsAssumed: true, ...(!isRoutingGiven && { routing: 'global-first' }) },
    problems: [],
    warnings: [
      `no Region is configured: us-east-1 is used${isRoutingGiven ? '' : ' with global profiles first'}. Set --region or AWS_REGION.`,
    ],
  }
}
