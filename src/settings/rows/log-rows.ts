import { nothingBut } from '../found-file-rules.ts'
import type { SettingRows } from '../setting-row.ts'
import { oneOf } from '../setting-schemas.ts'

const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'silent'] as const
const LOG_FORMATS = ['pretty', 'json'] as const
const TELEMETRIES = ['off', 'otlp'] as const

/** The log on standard error, and the traces. */
export const LOG_ROWS = {
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
    isWorkedOut: true,
    otherwise: 'pretty on a terminal, else json',
    help: `Form of the log on standard error, one of ${LOG_FORMATS.join(', ')}.`,
    example: 'json',
    schema: oneOf(LOG_FORMATS),
  },
  telemetry: {
    key: 'telemetry',
    env: ['BEDROCK_PROXY_TELEMETRY'],
    placeholder: 'HOW',
    default: 'off',
    inFoundFile: nothingBut('off'),
    help: `Whether each request leaves a trace, one of ${TELEMETRIES.join(', ')}: otlp sends spans to the collector that OTEL_EXPORTER_OTLP_ENDPOINT names.`,
    note: 'The variable alone starts nothing. Names and counts are told, nothing of a prompt, an answer or a secret.',
    schema: oneOf(TELEMETRIES),
  },
} as const satisfies SettingRows
