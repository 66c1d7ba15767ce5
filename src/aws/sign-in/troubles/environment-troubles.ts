import type { Evidence } from '../evidence.ts'
import { lastStep, type TroubleFacts, type TroubleNames, type TroubleRow } from '../trouble-row.ts'

/** Values that are used as they stand, beside the keys themselves. */
const VARIABLES = [
  'AWS_ROLE_ARN',
  'AWS_WEB_IDENTITY_TOKEN_FILE',
  'AWS_CONTAINER_CREDENTIALS_FULL_URI',
  'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI',
  'AWS_CONTAINER_AUTHORIZATION_TOKEN',
  'AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE',
  'AWS_CONFIG_FILE',
  'AWS_SHARED_CREDENTIALS_FILE',
] as const

const KEY_PAIR = ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY'] as const

/** Troubles with what the environment holds, or with what it holds not. */
export const ENVIRONMENT_TROUBLES = [
  {
    kind: 'unusable-value',
    recognize: unusableValue,
    what: ({ variable }) =>
      `The value of ${variable ?? 'an AWS key'} has a line break, a space, a quotation mark or another character that it cannot have.`,
    remedy: () => 'Set it to the value alone, on one line.',
  },
  {
    kind: 'keys-expired',
    recognize: ({ error, place }) =>
      error.name === 'ExpiredKeys' ? { ...(place === 'environment' && { variable: KEY_PAIR[0] }) } : undefined,
    what: ({ variable }) => `The AWS keys${variable ? ` in ${variable}` : ' that were found'} have expired.`,
    remedy: () => 'Put fresh ones in their place and start the proxy anew, or name a profile that can be renewed.',
  },
  {
    kind: 'half-a-pair',
    recognize: halfAPair,
    what: ({ variable }) => `Half of an AWS key pair is set${variable ? `: ${variable} is missing` : ''}.`,
    remedy: () => 'Set both AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY where the proxy runs, or neither.',
  },
  {
    kind: 'environment-empty',
    recognize: (evidence) => {
      const { source, profile } = lastStep(evidence)
      return source === 'environment' ? { profile, file: evidence.config.fileOf(profile) } : undefined
    },
    what: ({ profile }) =>
      `${profile ? `The profile ${profile}` : 'The profile'} takes its AWS keys from the environment, which has none.`,
    remedy: () => 'Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY where the proxy runs.',
  },
] as const satisfies readonly TroubleRow[]

/** What a value cannot have stands in the way of every other diagnosis. */
function unusableValue({ error, place, steps, env, config }: Evidence): TroubleFacts | undefined {
  if (error.name === 'UnusableValue') {
    const last = steps.at(-1)
    if (place === 'environment') return { variable: KEY_NAMES[error.words]?.toUpperCase() ?? error.words }
    if (place !== 'profile' || last?.source !== 'keys') return {}
    const { profile } = last
    return { variable: KEY_NAMES[error.words] ?? error.words, profile, file: config.fileOf(profile) }
  }
  const variable = VARIABLES.find((name) => /[\r\n]/.test(env[name] ?? ''))
  return variable && { variable }
}

/** The keys of the shared files; in upper case the variables of the environment. */
const KEY_NAMES: Readonly<Record<string, string>> = {
  accessKeyId: 'aws_access_key_id',
  secretAccessKey: 'aws_secret_access_key',
  sessionToken: 'aws_session_token',
}

function halfAPair({ place, isNamed, env }: Evidence): TroubleNames | undefined {
  const missing = KEY_PAIR.filter((name) => !env[name])
  return !isNamed && place !== 'profile' && missing.length === 1 ? { variable: missing[0] as string } : undefined
}
