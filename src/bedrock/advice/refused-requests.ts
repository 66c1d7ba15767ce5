import type { AdviceRow } from '../advice-row.ts'
import { plain } from './plain-row.ts'

/** Sentences about the request itself. */
export const REFUSED_REQUESTS: readonly AdviceRow[] = [
  plain('identifier-invalid', [400, 404], 'The provided model identifier is invalid.', {
    source: 'catwalk#223',
    words: /provided model identifier is invalid|model_not_found|does not exist or you do not have access/i,
    cause: 'The Region has no model or profile of this ID.',
    remedy: 'Ask resolve what becomes of the ID, and models what the Region has.',
  }),
  plain('on-demand', [400], 'Invocation of model ID … with on-demand throughput isn’t supported.', {
    source: 'cline#1952, goose#3056, zed#30535',
    words: /on-demand throughput isn[\u2019']t supported/i,
    cause:
      'In this Region the model answers to an inference profile alone, and no profile that the settings allow worked.',
    remedy: 'Ask resolve which profiles there are and which rule refuses them.',
  }),
  plain('end-of-life', [400, 404], 'This model version has reached the end of its life.', {
    source: 'AWS’s model lifecycle page, November 2026',
    words: /reached the end of its life/i,
    cause: 'AWS has retired the model.',
    remedy: 'Choose a newer one; models lists what the Region has.',
  }),
  plain('application-profiles', [400], 'Application inference profiles are not supported by this API.', {
    source: 'openai/codex#46381',
    words: /application inference profiles are not supported/i,
    cause: 'This route takes no application inference profile.',
    remedy: 'Name the model by its foundation model ID there.',
  }),
  plain('beta-flag', [400], 'invalid beta flag', {
    source: 'claude-code#49238, CLIProxyAPI#4750',
    words: /invalid beta flag/i,
    cause: 'Bedrock does not know a beta flag that the client sends.',
    remedy: 'Leave --repair on, or set CLAUDE_CODE_DISABLE_EXPERIMENTAL_BETAS=1 in Claude Code.',
  }),
  plain('extra-inputs', [400], '…: Extra inputs are not permitted', {
    source: 'claude-agent-sdk-python#694, claude-code#32820',
    words: /extra inputs are not permitted|extraneous key/i,
    cause: 'Bedrock does not know a field that the client sends for this model.',
    remedy: 'Leave --repair on; where the field limits or guards something it stays, so turn it off in the client.',
  }),
  plain('too-long', [400, 413], 'Input is too long for requested model.', {
    source: 'Anthropic’s contract for gateways, November 2026',
    words: /input is too long|prompt is too long/i,
    cause: 'The conversation no longer fits into the model’s context.',
    remedy: 'Compact it, or begin a new one.',
  }),
  plain('max-tokens', [400], 'The maximum tokens you requested exceeds the model limit of …', {
    source: 'RooCode#248',
    words: /maximum tokens you requested exceed|max_tokens.{1,80}(?:greater than|exceeds)/i,
    cause: 'The client asks for more output than the model gives.',
    remedy: 'Lower its limit for output.',
  }),
]
