import type { AdviceFacts, AdviceRow } from '../advice-row.ts'
import { plain } from './plain-row.ts'

const FAILOVER = '--failover throttling has the next allowed profile tried, which has a quota of its own'

/** So much is more than nearly every answer has, and less than what agents send by default. */
const HUGE_TOKENS = 16_000

/** What Bedrock sets aside for the answer of this very request; nothing where that is no trouble, or not known. */
function reserved({ tokenLimit }: AdviceFacts): string {
  if (tokenLimit === 'unset') {
    return ' This request sets no max_tokens: Bedrock reserves the longest answer of the model, often 64,000 tokens, until it has ended.'
  }
  if (tokenLimit === undefined || tokenLimit < HUGE_TOKENS) return ''
  return ` This request sets max_tokens to ${tokenLimit.toLocaleString('en-US')}: Bedrock reserves so many tokens, beside its input, until it has ended.`
}

/** Sentences of 429s, and of the 503s and 400s that are their kin. */
export const QUOTAS: readonly AdviceRow[] = [
  plain('tokens-per-day', [429], 'Too many tokens per day, please wait before trying again.', {
    source: 'minorun365/agent-book#29, AWS’s quotas page, November 2026',
    words: /too many tokens per day/i,
    cause: 'The tokens of the account for this day are used up, over all models of the Region.',
    remedy:
      'Wait for the next day (UTC), use another Region, or have the quota "tokens per day" raised in Service Quotas.',
  }),
  {
    name: 'tokens-per-minute',
    statuses: [429],
    sentence: 'Too many tokens, please wait before trying again.',
    source: 'RooCode#5050, claude-code#236',
    words: /too many tokens/i,
    cause: (facts) =>
      `The tokens per minute of the account for this model are used up; at its start a request takes its input and max_tokens, and output of newer Claude models counts five-fold.${reserved(facts)}`,
    remedy: ({ tokenLimit }) =>
      `${tokenLimit === 'unset' ? 'Set max_tokens to what the answer needs' : 'Lower max_tokens'}, or have the quota raised in Service Quotas; ${FAILOVER}.`,
  },
  plain('requests-per-minute', [429], 'Too many requests, please wait before trying again.', {
    source: 'MARRVEL_MCP#225',
    words: /too many requests|request rate (?:is )?too high|rate exceeded/i,
    cause: 'The requests per minute of the account for this model and Region are used up.',
    remedy: `Send fewer at a time, or have the quota raised in Service Quotas; ${FAILOVER}.`,
  }),
  plain('connections', [429], 'Too many connections, please wait before trying again.', {
    source: 'AWS’s user guide, November 2026',
    words: /too many connections/i,
    cause: 'Too many requests of the account run at the same time.',
    remedy: 'Lower --max-concurrent-requests, or let agents run one after the other.',
  }),
  plain('model-not-ready', [429], 'Model is not ready for inference.', {
    source: 'the service model of bedrock-runtime, ModelNotReadyException',
    words: /model is not ready/i,
    cause: 'An imported model is being loaded.',
    remedy: 'Wait some minutes: AWS loads it when it is first called, and after it was idle.',
  }),
  plain('throttled', [429], 'ThrottlingException: …', {
    source: 'the service model of bedrock-runtime, ThrottlingException',
    words: /./s,
    cause: 'A quota of the account for this model and Region is used up.',
    remedy: `Wait, send less at a time, or look at the quotas of Amazon Bedrock in Service Quotas; ${FAILOVER}.`,
  }),
  plain('service-quota', [400], 'Your request exceeds the service quota …', {
    source: 'the service model of bedrock-runtime, ServiceQuotaExceededException',
    words: /exceeds the (?:service )?quota|service quota/i,
    cause: 'The request is larger than a quota of the account allows.',
    remedy: 'Make it smaller, or have the quota raised in Service Quotas.',
  }),
  plain('service-unavailable', [503], 'Bedrock is unable to … your request.', {
    source: 'the service model of bedrock-runtime, ServiceUnavailableException',
    words: /unable to .{1,40} your request|service is (?:temporarily )?unavailable/i,
    cause: 'Bedrock has no room for this model at the moment.',
    remedy: `Try again in a while; ${FAILOVER}.`,
  }),
]
