import type { Section } from './shared-config.ts'

/** By what a profile comes by its credentials. */
export type ProfileSource =
  | 'role'
  | 'keys'
  | 'half-keys'
  | 'web-identity'
  | 'process'
  | 'sso'
  | 'login'
  | 'metadata'
  | 'container'
  | 'environment'
  | 'unknown-source'
  | 'cycle'
  | 'none'
  | 'missing'

/** A profile on the way to the credentials, and what it says. */
export type ProfileStep = { readonly profile: string; readonly source: ProfileSource; readonly section: Section }

/**
 * The profiles that a lookup goes through: a role first, then the profile that it is assumed with, to the one that has
 * the credentials. Never empty. The order of the questions is that of AWS's fromIni.
 */
export function traceProfile(profiles: Readonly<Record<string, Section>>, profile = 'default'): ProfileStep[] {
  const steps: ProfileStep[] = []
  let next: string | undefined = profile
  while (next !== undefined) {
    const step = stepOf(profiles, next, steps)
    steps.push(step)
    next = step.source === 'role' ? step.section.source_profile : undefined
  }
  const last = steps.at(-1)
  if (last?.source === 'role') steps.push({ ...last, source: originOf(last.section) })
  return steps
}

/** True for what names a place where its credentials are to be found. */
export function namesSource({ source }: ProfileStep): boolean {
  return source !== 'none' && source !== 'missing'
}

function stepOf(
  profiles: Readonly<Record<string, Section>>,
  profile: string,
  before: readonly ProfileStep[],
): ProfileStep {
  const section = Object.hasOwn(profiles, profile) ? profiles[profile] : undefined
  if (!section) return { profile, source: 'missing', section: {} }
  const isSource = before.length > 0
  if (isSource && hasKeys(section)) return { profile, source: 'keys', section }
  // A profile may be assumed with keys of its own.
  const isVisited = before.slice(1).some((step) => step.profile === profile) || before.at(-1)?.profile === profile
  if (isVisited) return { profile, source: 'cycle', section }
  return { profile, source: sourceOf(section, isSource), section }
}

function sourceOf(section: Section, isSource: boolean): ProfileSource {
  const isRole = section.role_arn && Boolean(section.source_profile) !== Boolean(section.credential_source)
  if (isRole) return 'role'
  // What a role is assumed with may be named without a role of its own.
  if (isSource && section.credential_source) return originOf(section)
  return PLAIN_SOURCES.find(([, isSo]) => isSo(section))?.[0] ?? 'none'
}

const PLAIN_SOURCES: readonly [source: ProfileSource, isSo: (section: Section) => boolean][] = [
  ['keys', hasKeys],
  ['web-identity', ({ web_identity_token_file, role_arn }) => Boolean(web_identity_token_file && role_arn)],
  ['process', ({ credential_process }) => Boolean(credential_process)],
  [
    'sso',
    (section) =>
      ['sso_start_url', 'sso_account_id', 'sso_session', 'sso_region', 'sso_role_name'].some((key) => section[key]),
  ],
  ['login', ({ login_session }) => Boolean(login_session)],
  ['half-keys', (section) => Boolean(section.aws_access_key_id ?? section.aws_secret_access_key)],
]

const ORIGINS: Readonly<Record<string, ProfileSource>> = {
  Ec2InstanceMetadata: 'metadata',
  EcsContainer: 'container',
  Environment: 'environment',
}

function originOf({ credential_source = '' }: Section): ProfileSource {
  return Object.hasOwn(ORIGINS, credential_source) ? (ORIGINS[credential_source] ?? 'none') : 'unknown-source'
}

function hasKeys({ aws_access_key_id, aws_secret_access_key }: Section): boolean {
  return Boolean(aws_access_key_id && aws_secret_access_key)
}
