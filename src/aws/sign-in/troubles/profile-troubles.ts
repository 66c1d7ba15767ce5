import type { Evidence } from '../evidence.ts'
import { lastStep, profileFacts, sentence, type TroubleFacts, type TroubleRow, theProfile } from '../trouble-row.ts'

/** Names of this many other profiles are told. */
const MAX_PROFILES = 10

/** Troubles with what the shared AWS files say. */
export const PROFILE_TROUBLES = [
  {
    kind: 'shared-file-unreadable',
    recognize: (evidence) => {
      const { unreadable } = evidence.config
      const isEmpty = ['missing', 'none'].includes(lastStep(evidence).source)
      return unreadable !== undefined && isEmpty && evidence.place !== 'environment' ? { file: unreadable } : undefined
    },
    what: () => 'One of the shared AWS files cannot be read by the user that the proxy runs as.',
    remedy: () => 'Give that user the right to read it, or run the proxy as its owner.',
  },
  {
    kind: 'profile-missing',
    recognize: (evidence) =>
      isMissing(evidence) && evidence.steps.length === 1 ? missingProfile(evidence) : undefined,
    what: ({ profile }) =>
      `The shared AWS files have no profile${profile ? ` ${profile}` : ' of the name that is set'}.`,
    remedy: ({ profiles }) =>
      profiles
        ? `Set AWS_PROFILE or --profile to ${profiles.length > 1 ? 'one of these' : 'this one'}: ${profiles.join(', ')}.`
        : 'Set AWS_PROFILE or --profile to one that they have, or make it with `aws configure`.',
  },
  {
    kind: 'source-profile-missing',
    recognize: (evidence) => (isMissing(evidence) && evidence.steps.length > 1 ? missingProfile(evidence) : undefined),
    what: ({ profile }) =>
      `The profile${profile ? ` ${profile}` : ''} that a role is to be assumed with is not in the shared AWS files.`,
    remedy: () => 'Correct `source_profile`, or make that profile with `aws configure`.',
  },
  {
    kind: 'profile-cycle',
    recognize: (evidence) => (lastStep(evidence).source === 'cycle' ? ofFirst(evidence) : undefined),
    what: (names) => `The roles of ${theProfile(names)} are each to be assumed with another, round in a circle.`,
    remedy: () => 'Let one `source_profile` name a profile that has keys of its own.',
  },
  {
    kind: 'profile-incomplete',
    recognize: (evidence) => {
      const { source, profile } = lastStep(evidence)
      const isNothing =
        source === 'none' && (evidence.isNamed || evidence.steps.length > 1) && evidence.place !== 'container'
      return isNothing || ['half-keys', 'unknown-source'].includes(source) ? profileFacts(evidence, profile) : undefined
    },
    what: (names) => `${sentence(theProfile(names))} does not say, or not in full, where its credentials are.`,
    remedy: () =>
      'Complete it: both keys of a pair, an SSO session, a `credential_process`, or a role with `source_profile` or `credential_source`.',
  },
] as const satisfies readonly TroubleRow[]

function isMissing(evidence: Evidence): boolean {
  return lastStep(evidence).source === 'missing' && (evidence.isNamed || evidence.steps.length > 1)
}

function missingProfile({ steps, config }: Evidence): TroubleFacts {
  const profiles = Object.keys(config.profiles).sort().slice(0, MAX_PROFILES)
  const { profile } = steps.at(-1) ?? steps[0]
  const file = steps.length > 1 ? config.fileOf(steps[0].profile) : config.configFile
  return { profile, file, ...(profiles.length > 0 && { profiles }) }
}

function ofFirst(evidence: Evidence): TroubleFacts {
  return profileFacts(evidence, evidence.steps[0].profile)
}
