import { ROUTINGS, type Routing } from '../bedrock/routing.ts'
import { clientTokens } from './client-tokens.ts'
import { GUARD_ROWS } from './guard-rows.ts'
import { endpointOrigin, host, hostList, oneOf, type SettingSchema, textLike, wholeNumber } from './setting-schemas.ts'
import type { Settings } from './settings.ts'

/** What a person sets; `regionIsAssumed` follows from the rest. */
export type SettingName = Exclude<keyof Settings, 'regionIsAssumed'>

/** One setting: where its value may come from, what it may be, and what is said of it. */
export type SettingRow<Name extends SettingName = SettingName> = {
  /** The key in the settings file; with `--` before it, the flag. */
  readonly key: string
  /** Environment variables, the first one that is set counts. */
  readonly env: readonly string[]
  /** Environment variable that holds the path of a file with the value, as container secrets are mounted. */
  readonly secretFileEnv?: string
  /** Stands for the value in `--help`; a switch has none, and is on where its flag is given. */
  readonly placeholder?: string
  /** The default as a person would type it; unset where there is none, or where it depends on the machine. */
  readonly default?: string
  /** What happens without a value, where `default` cannot say it. */
  readonly otherwise?: string
  /** One sentence. */
  readonly help: string
  readonly schema: SettingSchema<Required<Settings>[Name]>
}

const ROUTING_NAMES = Object.keys(ROUTINGS) as Routing[]
const DISCOVERIES = ['auto', 'live', 'off'] as const
const LOG_LEVELS = ['debug', 'info', 'warn', 'error', 'silent'] as const
const LOG_FORMATS = ['pretty', 'json'] as const

/** Longest time of a Node timer, and a body size that still fits one buffer. */
const MAX_INT32 = 2_147_483_647

/** A Region code: `eu-central-1`, `us-gov-west-1`, `eusc-de-east-1`. It becomes part of a host name, so nothing else may pass. */
export const REGION_SCHEMA = textLike(/^[a-z]{2,4}(-[a-z]+)+-\d+$/, 'a Region code such as eu-central-1')

/** Every setting: flags, help, file keys and the README's table are made from these rows. */
export const SETTINGS_TABLE: { readonly [Name in SettingName]-?: SettingRow<Name> } = {
  host: {
    key: 'host',
    env: ['BEDROCK_PROXY_HOST'],
    placeholder: 'HOST',
    default: '127.0.0.1',
    help: 'Address to listen on; a host that other machines can reach needs a client token.',
    schema: host(),
  },
  port: {
    key: 'port',
    env: ['BEDROCK_PROXY_PORT'],
    placeholder: 'PORT',
    default: '8223',
    help: 'Port to listen on; 0 takes any free port.',
    schema: wholeNumber(0, 65_535),
  },
  region: {
    key: 'region',
    env: ['BEDROCK_PROXY_REGION', 'AWS_REGION', 'AWS_DEFAULT_REGION'],
    placeholder: 'REGION',
    otherwise: "the shared AWS config's Region, else us-east-1 with global profiles first",
    help: 'Source Region: its endpoint is called and its profiles are used.',
    schema: REGION_SCHEMA,
  },
  profile: {
    key: 'profile',
    env: ['AWS_PROFILE'],
    placeholder: 'NAME',
    help: 'Profile of the shared AWS config files that gives the credentials.',
    schema: textLike(/^[^\p{Cc}]+$/u, 'the name of a profile'),
  },
  runtimeEndpoint: {
    key: 'runtime-endpoint',
    env: ['BEDROCK_PROXY_RUNTIME_ENDPOINT'],
    placeholder: 'ORIGIN',
    otherwise: "AWS's endpoint for the Region",
    help: 'Where inference goes instead, such as a PrivateLink endpoint; AWS_ENDPOINT_URL is not read.',
    schema: endpointOrigin(),
  },
  allowHosts: {
    key: 'allow-hosts',
    env: ['BEDROCK_PROXY_ALLOW_HOSTS'],
    placeholder: 'HOSTS',
    default: '',
    help: 'Names besides loopback that a request may give as its host, with commas between them.',
    schema: hostList(),
  },
  controlPlaneEndpoint: {
    key: 'control-plane-endpoint',
    env: ['BEDROCK_PROXY_CONTROL_PLANE_ENDPOINT'],
    placeholder: 'ORIGIN',
    otherwise: "AWS's endpoint for the Region",
    help: 'Where inference profiles are listed instead.',
    schema: endpointOrigin(),
  },
  routing: {
    key: 'routing',
    env: ['BEDROCK_PROXY_ROUTING'],
    placeholder: 'ROUTING',
    default: 'geo-first',
    help: `How far a request may travel, one of ${ROUTING_NAMES.join(', ')}.`,
    schema: oneOf(ROUTING_NAMES),
  },
  discovery: {
    key: 'discovery',
    env: ['BEDROCK_PROXY_DISCOVERY'],
    placeholder: 'MODE',
    default: 'auto',
    help: 'How profiles become known: auto asks AWS and falls back on the snapshot, live starts only with an answer from AWS, off uses the snapshot.',
    schema: oneOf(DISCOVERIES),
  },
  maxBodyBytes: {
    key: 'max-body-bytes',
    env: ['BEDROCK_PROXY_MAX_BODY_BYTES'],
    placeholder: 'BYTES',
    default: '33554432',
    help: 'Largest request body; a larger one is answered with 413.',
    schema: wholeNumber(1, MAX_INT32),
  },
  idleTimeoutMs: {
    key: 'idle-timeout-ms',
    env: ['BEDROCK_PROXY_IDLE_TIMEOUT_MS'],
    placeholder: 'MS',
    default: '900000',
    help: 'A request ends when no byte came either way for so long; there is no total timeout.',
    schema: wholeNumber(1, MAX_INT32),
  },
  drainTimeoutMs: {
    key: 'drain-timeout-ms',
    env: ['BEDROCK_PROXY_DRAIN_TIMEOUT_MS'],
    placeholder: 'MS',
    default: '30000',
    help: 'How long running streams may go on after SIGTERM.',
    schema: wholeNumber(0, MAX_INT32),
  },
  clientToken: {
    key: 'client-token',
    env: ['BEDROCK_PROXY_CLIENT_TOKEN'],
    secretFileEnv: 'BEDROCK_PROXY_CLIENT_TOKEN_FILE',
    placeholder: 'TOKEN',
    help: 'Token that clients must show or sign with, or several as NAME=TOKEN with commas between them; other users of the machine can read a flag, so prefer the variable.',
    schema: clientTokens(),
  },
  ...GUARD_ROWS,
  logLevel: {
    key: 'log-level',
    env: ['BEDROCK_PROXY_LOG_LEVEL'],
    placeholder: 'LEVEL',
    default: 'info',
    help: `Least severe log lines that are written, one of ${LOG_LEVELS.join(', ')}.`,
    schema: oneOf(LOG_LEVELS),
  },
  logFormat: {
    key: 'log-format',
    env: ['BEDROCK_PROXY_LOG_FORMAT'],
    placeholder: 'FORMAT',
    otherwise: 'pretty on a terminal, else json',
    help: `Form of the log on standard error, one of ${LOG_FORMATS.join(', ')}.`,
    schema: oneOf(LOG_FORMATS),
  },
}

/** The names of the rows, in the table's order. */
export const SETTING_NAMES = Object.keys(SETTINGS_TABLE) as SettingName[]
