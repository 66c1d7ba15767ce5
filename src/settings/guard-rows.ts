import { clientTokens } from './client-tokens.ts'
import type { SettingRow } from './setting-row.ts'
import { listOf, onOrOff, textLike, wholeNumber } from './setting-schemas.ts'
import type { SettingName } from './settings.ts'

type GuardSetting = Extract<
  SettingName,
  | 'clientToken'
  | 'socket'
  | 'insecureNoClientAuth'
  | 'allowModels'
  | 'denyModels'
  | 'allowAccounts'
  | 'maxConcurrentRequests'
  | 'maxBufferedBytes'
  | 'requestsPerMinute'
  | 'tokensPerDay'
>

/** A foundation model ID, or the ARN of a model that has none, in which `*` stands for any characters. */
const MODEL_PATTERN = /^[A-Za-z0-9*][A-Za-z0-9*._:/-]*$/
const MODEL_PATTERN_EXPECTED = 'model IDs or patterns such as anthropic.*, with commas between them'

const MAX_INT32 = 2_147_483_647

/** The rows of the settings table that say who may call, what may be asked, and how much. */
export const GUARD_ROWS: { readonly [Name in GuardSetting]-?: SettingRow<Name> } = {
  clientToken: {
    key: 'client-token',
    env: ['BEDROCK_PROXY_CLIENT_TOKEN'],
    secretFileEnv: 'BEDROCK_PROXY_CLIENT_TOKEN_FILE',
    placeholder: 'TOKEN',
    help: 'Token that clients must show or sign with, or several as NAME=TOKEN with commas between them; other users of the machine can read a flag, so prefer the variable.',
    schema: clientTokens(),
  },
  socket: {
    key: 'socket',
    env: ['BEDROCK_PROXY_SOCKET'],
    placeholder: 'PATH',
    help: 'Unix socket to listen on in place of host and port, by its absolute path; only its owner can use it.',
    schema: textLike(/^\/[^\0]+$/, 'an absolute path'),
  },
  insecureNoClientAuth: {
    key: 'insecure-no-client-auth',
    env: ['BEDROCK_PROXY_INSECURE_NO_CLIENT_AUTH'],
    default: 'false',
    help: 'Lets a host that other machines can reach do without a client token: whoever reaches it spends your AWS account.',
    schema: onOrOff(),
  },
  allowModels: {
    key: 'allow-models',
    env: ['BEDROCK_PROXY_ALLOW_MODELS'],
    placeholder: 'PATTERNS',
    default: '',
    changes: 'while-running',
    help: 'Foundation models that may be called, by whatever name or ARN, as IDs or patterns such as anthropic.*, with commas between them. None: every model.',
    schema: listOf(MODEL_PATTERN, MODEL_PATTERN_EXPECTED),
  },
  denyModels: {
    key: 'deny-models',
    env: ['BEDROCK_PROXY_DENY_MODELS'],
    placeholder: 'PATTERNS',
    default: '',
    changes: 'while-running',
    help: 'Foundation models that may not be called, even where --allow-models lists them.',
    schema: listOf(MODEL_PATTERN, MODEL_PATTERN_EXPECTED),
  },
  allowAccounts: {
    key: 'allow-accounts',
    env: ['BEDROCK_PROXY_ALLOW_ACCOUNTS'],
    placeholder: 'ACCOUNTS',
    default: '',
    changes: 'while-running',
    help: 'AWS accounts whose resources may be named by ARN, with commas between them. None: every account.',
    schema: listOf(/^\d{12}$/, 'account IDs of 12 digits with commas between them'),
  },
  maxConcurrentRequests: {
    key: 'max-concurrent-requests',
    env: ['BEDROCK_PROXY_MAX_CONCURRENT_REQUESTS'],
    placeholder: 'COUNT',
    default: '1000',
    help: 'Requests under way at a time; a further one is answered with 503.',
    schema: wholeNumber(1, MAX_INT32),
  },
  maxBufferedBytes: {
    key: 'max-buffered-bytes',
    env: ['BEDROCK_PROXY_MAX_BUFFERED_BYTES'],
    placeholder: 'BYTES',
    default: '536870912',
    help: 'Memory for the bodies of all requests under way; a further one is answered with 503.',
    schema: wholeNumber(1, Number.MAX_SAFE_INTEGER),
  },
  requestsPerMinute: {
    key: 'requests-per-minute',
    env: ['BEDROCK_PROXY_REQUESTS_PER_MINUTE'],
    placeholder: 'COUNT',
    help: 'Requests that each client may send in a minute; a further one is answered with 429.',
    schema: wholeNumber(1, MAX_INT32),
  },
  tokensPerDay: {
    key: 'tokens-per-day',
    env: ['BEDROCK_PROXY_TOKENS_PER_DAY'],
    placeholder: 'COUNT',
    help: 'Tokens, in and out, that each client may use from midnight to midnight UTC; what comes then is answered with 429.',
    schema: wholeNumber(1, Number.MAX_SAFE_INTEGER),
  },
}
