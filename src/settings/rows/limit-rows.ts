import type { SettingRows } from '../setting-row.ts'
import { listOf, MAX_INT32, wholeNumber } from '../setting-schemas.ts'

/** A foundation model ID, or the ARN of a model that has none, in which `*` stands for any characters. */
const MODEL_PATTERN = /^[A-Za-z0-9*][A-Za-z0-9*._:/-]*$/
const MODEL_PATTERN_EXPECTED = 'model IDs or patterns such as anthropic.*, with commas between them'

/** What may be asked, how much, and for how long. */
export const LIMIT_ROWS = {
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
  maxBodyBytes: {
    key: 'max-body-bytes',
    env: ['BEDROCK_PROXY_MAX_BODY_BYTES'],
    placeholder: 'BYTES',
    default: '33554432',
    help: 'Largest request body; a larger one is answered with 413.',
    schema: wholeNumber(1, MAX_INT32),
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
    example: '60',
    schema: wholeNumber(1, MAX_INT32),
  },
  tokensPerDay: {
    key: 'tokens-per-day',
    env: ['BEDROCK_PROXY_TOKENS_PER_DAY'],
    placeholder: 'COUNT',
    help: 'Tokens, in, out and of the prompt cache, that each client may use from midnight to midnight UTC; what comes then is answered with 429.',
    note: 'The count survives a restart of `serve`.',
    example: '5000000',
    schema: wholeNumber(1, Number.MAX_SAFE_INTEGER),
  },
  idleTimeoutMs: {
    key: 'idle-timeout-ms',
    env: ['BEDROCK_PROXY_IDLE_TIMEOUT_MS'],
    placeholder: 'MS',
    default: '900000',
    help: 'A request ends when no byte came either way for so long; there is no total timeout.',
    schema: wholeNumber(1, MAX_INT32),
  },
  drainDelayMs: {
    key: 'drain-delay-ms',
    env: ['BEDROCK_PROXY_DRAIN_DELAY_MS'],
    placeholder: 'MS',
    default: '0',
    help: 'How long the proxy goes on serving after SIGTERM, with 503 at /readyz, before it closes its port and drains.',
    note: 'Whoever sends requests here, such as a Service of Kubernetes, has so long to learn that it is to end.',
    schema: wholeNumber(0, MAX_INT32),
  },
  drainTimeoutMs: {
    key: 'drain-timeout-ms',
    env: ['BEDROCK_PROXY_DRAIN_TIMEOUT_MS'],
    placeholder: 'MS',
    default: '30000',
    help: 'How long running streams may go on after SIGTERM.',
    schema: wholeNumber(0, MAX_INT32),
  },
} as const satisfies SettingRows
