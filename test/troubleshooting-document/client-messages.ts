import type { OwnMessage } from './own-messages.ts'

/** What an agent or an SDK says in words of its own, and where these were seen. */
export type ClientMessage = OwnMessage & { readonly who: string; readonly seen: string }

const POINT_IT =
  'Set the lines that `connect AGENT` prints in the shell or file that the client reads, and start it anew.'
const START_IT =
  'Start the proxy; `healthcheck` says whether it is up. In a container, 127.0.0.1 is the container itself: share its network namespace ([sidecar](running.md#beside-an-agent)).'

/** Messages of clients. Those of `seen: 'this test'` are asked for by the test beside this file, with the real SDKs. */
export const CLIENT_MESSAGES: readonly ClientMessage[] = [
  {
    who: 'Claude Code',
    says: 'API Error: 400 The provided model identifier is invalid.',
    seen: 'anthropics/claude-code#12621, #23582',
    cause:
      'The request went to AWS itself: the title of a session, `/context` or a sub-agent asked for an ID that the Region does not have.',
    remedy: `${POINT_IT} Behind the proxy these IDs are resolved; where it still stands there, the log names the ID that was asked for.`,
  },
  {
    who: 'Claude Code',
    says: "There's an issue with the selected model (…). It may not exist or you may not have access to it.",
    seen: 'anthropics/claude-code#50439',
    cause: 'Anthropic’s API, a gateway, or the proxy answered 404: the name leads to no model that the Region reaches.',
    remedy: 'Ask `resolve` what becomes of the name, and `models` what there is; choose one with `/model`.',
  },
  {
    who: 'Claude Code',
    says: "Failed to authenticate. API Error: 403 Authorization header requires 'Credential' parameter.",
    seen: 'anthropics/claude-code#45128',
    cause:
      'CLAUDE_CODE_SKIP_BEDROCK_AUTH is set, but ANTHROPIC_BEDROCK_BASE_URL is not, so that an unsigned request reached AWS.',
    remedy: POINT_IT,
  },
  {
    who: 'Claude Code',
    says: 'Failed to authenticate. API Error: 403 …',
    seen: 'anthropics/claude-code#45128',
    cause: 'Claude Code says this of every 403 that comes on a route of Bedrock, whatever it is about.',
    remedy: 'Read what follows it: it is a message of AWS’s or of the proxy’s, and has its own heading here.',
  },
  {
    who: 'Claude Code',
    says: 'Please run /login · API Error: 401 …',
    seen: 'anthropics/claude-code#67529',
    cause:
      'The proxy asks for a client token, or AWS does not accept a key. Logging in to Claude changes nothing about either.',
    remedy: 'Read what follows it; `connect claude` prints the lines that carry the token.',
  },
  {
    who: 'Claude Code',
    says: 'Unable to connect to API (ConnectionRefused)',
    seen: 'anthropics/claude-code#62793',
    cause: 'Nothing listens where ANTHROPIC_BEDROCK_BASE_URL or ANTHROPIC_BASE_URL points.',
    remedy: START_IT,
  },
  {
    who: 'Codex',
    says: 'exceeded retry limit, last status: 429 Too Many Requests',
    seen: 'openai/codex#36823',
    cause: 'Bedrock, or a quota of the proxy’s, answered 429, which Codex does not try again.',
    remedy:
      'Look at the log for which quota it was; with --failover throttling another profile is tried before Codex sees it.',
  },
  {
    who: 'Codex',
    says: 'stream disconnected before completion: …',
    seen: 'openai/codex#3764',
    cause: 'The stream ended before its last event: a quota, an idle timeout or a lost connection.',
    remedy: 'What follows it, and the line of the log, say which; Codex tries again by itself.',
  },
  {
    who: 'LiteLLM, aider, OpenHands',
    says: 'litellm.BadRequestError: BedrockException - {"message":"…"}',
    seen: 'gepa-ai/gepa#153, MattJColes/lgtmaybe#70',
    cause: 'LiteLLM wraps the answer of AWS or of the proxy; the message inside is what matters.',
    remedy:
      'Look for that message here. If it is one of AWS’s about the model, the call went past the proxy: see `connect litellm`.',
  },
  {
    who: 'OpenCode, Vercel AI SDK',
    says: 'AWS SigV4 authentication requires AWS credentials.',
    seen: 'CyberStrikeus/CyberStrike#58',
    cause: 'The client wants keys to sign with before it sends anything. For the proxy any string will do.',
    remedy: POINT_IT,
  },
  {
    who: 'AWS SDK for JavaScript',
    says: 'Could not load credentials from any providers',
    seen: 'this test',
    cause: 'The client has no AWS keys. The proxy wants none of it, but the SDK does not send without.',
    remedy: POINT_IT,
  },
  {
    who: 'AWS SDK for JavaScript',
    says: 'Region is missing',
    seen: 'this test',
    cause: 'The client does not know its Region, which it wants to know even where the address is given.',
    remedy: 'Set AWS_REGION where the client runs.',
  },
  {
    who: 'Programs for Node',
    says: 'connect ECONNREFUSED 127.0.0.1:…',
    seen: 'this test',
    cause: 'Nothing listens there.',
    remedy: START_IT,
  },
  {
    who: 'curl, programs for Node and Python',
    says: 'wrong version number',
    seen: 'this test',
    cause: 'The base URL begins with https://, and the proxy speaks plain HTTP.',
    remedy: 'Begin it with http://.',
  },
  {
    who: 'SDKs of OpenAI and Anthropic',
    says: 'Connection error.',
    seen: 'this test',
    cause: 'Nothing listens at the base URL, it begins with https://, or an HTTP_PROXY stands before it.',
    remedy: `${START_IT} Set NO_PROXY=127.0.0.1,localhost where HTTP_PROXY is set.`,
  },
  {
    who: 'SDK of OpenAI',
    says: 'Missing credentials. Please pass an `apiKey`, or set the `OPENAI_API_KEY` environment variable.',
    seen: 'this test',
    cause: 'The SDK does not send without a key. For the proxy any string will do, or its client token.',
    remedy: 'Set OPENAI_API_KEY=local where the client runs.',
  },
  {
    who: 'boto3, AWS CLI',
    says: 'Unable to locate credentials',
    seen: 'this test',
    cause: 'The client has no AWS keys. The proxy wants none of it, but boto3 does not send without.',
    remedy: POINT_IT,
  },
  {
    who: 'boto3, AWS CLI',
    says: 'You must specify a region.',
    seen: 'this test',
    cause: 'The client does not know its Region. boto3 reads AWS_DEFAULT_REGION, not AWS_REGION.',
    remedy: 'Set AWS_DEFAULT_REGION where the client runs.',
  },
  {
    who: 'boto3, AWS CLI',
    says: 'Could not connect to the endpoint URL: "http://127.0.0.1:…"',
    seen: 'this test',
    cause: 'Nothing listens there.',
    remedy: START_IT,
  },
  {
    who: 'boto3, AWS CLI',
    says: 'The config profile (bedrock-local) could not be found',
    seen: 'this test',
    cause:
      'AWS_PROFILE names the profile that `connect aws-sdk --write` makes, on a machine or for a user where it was not made.',
    remedy: 'Run `connect aws-sdk --write` there, or unset AWS_PROFILE.',
  },
]
