import { ROUTINGS, type Routing } from '../bedrock/routing.ts'
import { applicationProfileTags } from './application-profile-tags.ts'
import { GUARD_ROWS } from './guard-rows.ts'
import { modelNames } from './model-names.ts'
import { destinationList, REGION_SCHEMA, regionList } from './region-schemas.ts'
import type { SettingRow } from './setting-row.ts'
import { endpointTemplate, host, hostList, oneOf, textLike, wholeNumber } from './setting-schemas.ts'
import type { SettingName } from './settings.ts'

const ROUTING_NAMES = Object.keys(ROUTINGS) as Routing[]
const FAILOVERS = ['off', 'throttling'] as const
const SWITCH = ['on', 'off'] as const
const DISCOVERIES = ['auto', 'live', 'off'] as const
const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'silent'] as const
const LOG_FORMATS = ['pretty', 'json'] as const

/** Longest time of a Node timer, and a body size that still fits one buffer. */
const MAX_INT32 = 2_147_483_647

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
  allowRegions: {
    key: 'allow-regions',
    env: ['BEDROCK_PROXY_ALLOW_REGIONS'],
    placeholder: 'REGIONS',
    default: '',
    help: 'Further Regions that a request may pick, by its path or an ARN, with commas between them.',
    schema: regionList(),
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
    help: 'Where inference goes instead, such as a PrivateLink endpoint, with {region} where the Region stands; AWS_ENDPOINT_URL is not read.',
    schema: endpointTemplate(),
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
    help: 'Where inference profiles are listed instead, with {region} where the Region stands.',
    schema: endpointTemplate(),
  },
  routing: {
    key: 'routing',
    env: ['BEDROCK_PROXY_ROUTING'],
    placeholder: 'ROUTING',
    default: 'geo-first',
    changes: 'while-running',
    help: `How far a request may travel, one of ${ROUTING_NAMES.join(', ')}.`,
    schema: oneOf(ROUTING_NAMES),
  },
  allowDestinations: {
    key: 'allow-destinations',
    env: ['BEDROCK_PROXY_ALLOW_DESTINATIONS'],
    placeholder: 'REGIONS',
    default: '',
    changes: 'while-running',
    help: 'Regions that may process a request, or patterns such as eu-*, with commas between them; * is anywhere. None: the routing alone decides.',
    schema: destinationList(),
  },
  failover: {
    key: 'failover',
    env: ['BEDROCK_PROXY_FAILOVER'],
    placeholder: 'WHEN',
    default: 'off',
    changes: 'while-running',
    help: `When another allowed profile of the model is tried once, one of ${FAILOVERS.join(', ')}.`,
    schema: oneOf(FAILOVERS),
  },
  models: {
    key: 'models',
    isMapping: true,
    env: [],
    default: '',
    changes: 'while-running',
    help: 'Names of your own for models: a mapping of any name to a model ID or an ARN.',
    schema: modelNames(),
  },
  applicationProfileTags: {
    key: 'applicationProfiles',
    isMapping: true,
    env: [],
    default: '',
    changes: 'while-running',
    help: 'The tags of the application inference profile that stands in for each model: a mapping with the key tags.',
    schema: applicationProfileTags(),
  },
  mantle: {
    key: 'mantle',
    env: ['BEDROCK_PROXY_MANTLE'],
    placeholder: 'SWITCH',
    bare: 'on',
    default: 'off',
    help: `Whether /mantle/… goes to bedrock-mantle, Bedrock's other inference endpoint, one of ${SWITCH.join(', ')}.`,
    schema: oneOf(SWITCH),
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
  ...GUARD_ROWS,
  logLevel: {
    key: 'log-level',
    env: ['BEDROCK_PROXY_LOG_LEVEL'],
    placeholder: 'LEVEL',
    default: 'info',
    changes: 'while-running',
    help: `Least severe log lines that are written, one of ${LOG_LEVELS.join(', ')}; trace also says where in the code a failure arose.`,
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

/** The names of the rows that a flag can set. */
export const FLAG_NAMES = SETTING_NAMES.filter((name) => !SETTINGS_TABLE[name].isMapping)
