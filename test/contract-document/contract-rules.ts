/** What becomes of what a client does or expects. */
export type Verdict = 'passed on' | 'renamed' | 'repaired' | 'refused' | 'answered here' | 'not done'

/** One rule of a contract between a client and a gateway, and the test that holds what this proxy makes of it. */
export type ContractRule = {
  /** Whose rule it is. */
  readonly of: 'Claude Code' | 'Codex and OpenAI clients' | 'both'
  readonly rule: string
  readonly verdict: Verdict
  readonly how: string
  /** A test file, and a part of a title in it; absent for what is not done. */
  readonly test?: readonly [file: string, title: string]
}

const CC = 'Claude Code'
const OPENAI = 'Codex and OpenAI clients'

const COUNT = 'test/proxy/doors/count-message-tokens.test.ts'
const REPAIR = 'test/clients/repair.test.ts'
const REFUSALS = 'test/clients/refusals.test.ts'
const WORDS = 'test/proxy/doors/word-refusal.test.ts'
const DOOR = 'test/proxy/doors/messages/messages-door.test.ts'
const HEADERS = 'test/http/end-to-end-headers.test.ts'
const PINGS = 'test/proxy/doors/messages/pings.test.ts'
const GRAMMAR = 'test/bedrock/path-grammar.test.ts'
const ERRORS = 'test/bedrock/errors.test.ts'

/**
 * The rules of Anthropic's contract for gateways (the protocol chapter of Claude Code's own gateway, and the compatibility guide
 * of November 2026), and what Codex and OpenAI's SDKs expect.
 */
export const CONTRACT_RULES: readonly ContractRule[] = [
  {
    of: CC,
    rule: 'Route by path, whatever the query',
    verdict: 'passed on',
    how: '`?beta=true` goes on, other names of a query do not',
    test: [DOOR, '%s goes there'],
  },
  {
    of: CC,
    rule: 'Serve every base URL',
    verdict: 'passed on',
    how: 'with `/v1`, `/anthropic`, `/openai` or nothing before a route',
    test: [GRAMMAR, 'is served behind a base URL for another API'],
  },
  {
    of: CC,
    rule: 'Count by CountTokens, with the foundation model ID',
    verdict: 'answered here',
    how: 'the message as CountTokens, the answer as `input_tokens`',
    test: [COUNT, 'counts by CountTokens, under the foundation model ID'],
  },
  {
    of: CC,
    rule: 'No empty `tools` in a count',
    verdict: 'repaired',
    how: 'the member goes',
    test: [COUNT, 'counts without a list of no tools'],
  },
  {
    of: CC,
    rule: 'Only betas in a count that counting takes',
    verdict: 'repaired',
    how: 'the header goes into the body by the table below',
    test: [REPAIR, 'has its message counted, whatever flags it sends'],
  },
  {
    of: CC,
    rule: 'A count that is impossible is 501 `not_supported`, not to be tried again',
    verdict: 'answered here',
    how: 'with `x-should-retry: false`',
    test: [COUNT, 'says with a 501 that no SDK retries'],
  },
  {
    of: CC,
    rule: 'Model names of the Claude family mean the profile of the Region',
    verdict: 'renamed',
    how: 'by the catalog, decorations included',
    test: ['test/bedrock/names-of-models.test.ts', '%s becomes %s'],
  },
  {
    of: CC,
    rule: '`/v1/models` lists what a Claude client can call',
    verdict: 'answered here',
    how: 'models that answer the Messages API, for clients that send `anthropic-version`',
    test: ['test/bedrock/door-operations.test.ts', 'Messages API'],
  },
  {
    of: CC,
    rule: '`anthropic-version`, `anthropic-beta` verbatim',
    verdict: 'passed on',
    how: 'until Bedrock refuses a flag',
    test: [HEADERS, 'lets %s through'],
  },
  {
    of: CC,
    rule: 'Other `anthropic-*` headers are an open list',
    verdict: 'passed on',
    how: 'but for names and values that look like a secret',
    test: [HEADERS, 'lets %s through'],
  },
  {
    of: CC,
    rule: 'The client’s credentials end at the gateway',
    verdict: 'refused',
    how: 'requests are signed afresh',
    test: ['test/threats/t08-client-headers.test.ts', 'does not reach AWS'],
  },
  {
    of: CC,
    rule: 'The body byte for byte, but for what must change',
    verdict: 'passed on',
    how: 'one model string, a repair, or what `--metadata` adds',
    test: ['test/properties/json-splice.test.ts', ''],
  },
  {
    of: CC,
    rule: 'A beta that is refused is cured',
    verdict: 'repaired',
    how: 'taken out with its members and sent again, for an hour',
    test: [REPAIR, 'is served in %s after one repair'],
  },
  {
    of: CC,
    rule: 'Where it is not, the refusal names the beta (`capability_rejected: beta_header:…`)',
    verdict: 'answered here',
    how: 'the first flag that Bedrock is not known to take',
    test: [WORDS, 'is named in the form by which Claude Code drops it itself'],
  },
  {
    of: CC,
    rule: 'The other classes of `capability_rejected`',
    verdict: 'not done',
    how: 'AWS’s own sentences go to the client, which knows the common ones',
  },
  {
    of: CC,
    rule: 'Do not hold back events',
    verdict: 'passed on',
    how: 'each chunk as it comes',
    test: [DOOR, 'the first event is out before the second is in'],
  },
  {
    of: CC,
    rule: 'Pings into the silence of a stream',
    verdict: 'answered here',
    how: 'after 20 seconds between two events; never on Bedrock routes',
    test: [PINGS, 'gets a ping for every 20 seconds of silence between two events'],
  },
  {
    of: CC,
    rule: 'Errors as they came, or in Anthropic’s shape',
    verdict: 'passed on',
    how: 'Anthropic’s stay, AWS’s are worded anew with AWS’s message',
    test: [WORDS, 'is an error of the API that was called'],
  },
  {
    of: CC,
    rule: 'A denied model is a 400 `invalid_request_error`',
    verdict: 'answered here',
    how: '',
    test: [REFUSALS, 'A denied model is no failure to authenticate'],
  },
  {
    of: CC,
    rule: 'A bad token is a 401 `authentication_error`, not to be tried again',
    verdict: 'answered here',
    how: '',
    test: [ERRORS, 'says x-should-retry'],
  },
  {
    of: CC,
    rule: 'A used-up day is a 429 `billing_error`, not to be tried again',
    verdict: 'answered here',
    how: '',
    test: [ERRORS, 'says x-should-retry'],
  },
  {
    of: CC,
    rule: 'A body that is too large is a 413 `request_too_large`',
    verdict: 'answered here',
    how: '',
    test: [ERRORS, 'where a vendor API is imitated'],
  },
  {
    of: CC,
    rule: '429 with `retry-after`',
    verdict: 'answered here',
    how: 'the proxy’s own always; Bedrock’s with `--failover throttling`, once no candidate is left',
    test: ['test/proxy/sending/cool-down.test.ts', 'tells when to come back'],
  },
  {
    of: CC,
    rule: 'Session, agent and class of a request',
    verdict: 'answered here',
    how: 'in the log line, the class as a label of the metrics',
    test: ['test/bedrock/claude-code-hints.test.ts', 'reads session, agent and class'],
  },
  {
    of: CC,
    rule: '`safeguards` passed, or refused by name',
    verdict: 'passed on',
    how: 'a guard is never taken out',
    test: ['test/threats/t16-repairs.test.ts', 'limits or guards'],
  },
  {
    of: CC,
    rule: '`tags` with its beta leaves before Bedrock',
    verdict: 'repaired',
    how: 'once Bedrock has refused it',
    test: ['test/bedrock/members-of-flags.test.ts', 'names the members that go with a flag'],
  },
  {
    of: CC,
    rule: 'Device login, managed settings, usage, OTLP routes',
    verdict: 'not done',
    how: '404: this is no gateway to log in to; set OTEL’s endpoint to your collector',
  },
  {
    of: CC,
    rule: 'Standing against a cap in `anthropic-ratelimit-unified-*`',
    verdict: 'not done',
    how: 'only clients that logged in read it',
  },
  {
    of: CC,
    rule: 'Account IDs and ARNs hidden from clients',
    verdict: 'not done',
    how: 'AWS’s message names what to allow; the proxy serves its own user',
  },
  {
    of: OPENAI,
    rule: 'Errors as OpenAI’s error object',
    verdict: 'answered here',
    how: 'AWS’s message, a type by the status',
    test: [REFUSALS, 'is printed by the SDKs of OpenAI and Anthropic'],
  },
  {
    of: OPENAI,
    rule: 'A WebSocket handshake is refused with 426',
    verdict: 'refused',
    how: 'Codex goes on over HTTP at once',
    test: ['test/server/check-message.test.ts', 'that asks for a WebSocket'],
  },
  {
    of: OPENAI,
    rule: 'Compressed bodies (gzip, br, zstd)',
    verdict: 'passed on',
    how: 'decoded under the cap of a body, and signed so',
    test: ['test/faults/encoded-bodies.test.ts', 'goes up decoded and signed'],
  },
  {
    of: OPENAI,
    rule: '`OpenAI-Project`, `OpenAI-Beta`',
    verdict: 'passed on',
    how: 'on OpenAI’s routes',
    test: ['test/proxy/rewrite-request.test.ts', 'lets the headers of OpenAI'],
  },
  {
    of: OPENAI,
    rule: '`model_not_found` leads to the next candidate',
    verdict: 'repaired',
    how: 'as "identifier is invalid" does',
    test: ['test/proxy/sending/other-identifier.test.ts', 'are the same news, and the next candidate is tried'],
  },
  {
    of: OPENAI,
    rule: 'No application profile on the Responses route',
    verdict: 'renamed',
    how: 'the system’s profile, with a reason of its own',
    test: ['test/proxy/sending/other-identifier.test.ts', 'is not asked of the Responses route'],
  },
  {
    of: OPENAI,
    rule: 'A load that passes says `server_is_overloaded`',
    verdict: 'answered here',
    how: 'on the proxy’s own 503',
    test: [ERRORS, 'tells Codex of a load that passes'],
  },
  {
    of: OPENAI,
    rule: 'Responses of GPT-OSS',
    verdict: 'refused',
    how: 'AWS has them on the mantle only, and the message says so',
    test: [WORDS, 'tells where AWS has the Responses API of GPT-OSS'],
  },
  {
    of: OPENAI,
    rule: '`/responses/{id}`, `/files`, `/embeddings` and their kin',
    verdict: 'refused',
    how: 'the 404 says where it is, or that Bedrock has none',
    test: ['test/bedrock/routes-elsewhere.test.ts', 'says of %s where it is'],
  },
]
