import type { AdviceFacts, AdviceRow } from '../advice-row.ts'
import { plain } from './plain-row.ts'

/** The kinds of policy that can deny, by the words in which AWS names them. */
const POLICIES = [
  {
    name: 'service-control-policy',
    words: 'service control policy',
    who: 'A service control policy of the organisation',
    remedy: 'Ask whoever runs the organisation to allow it',
  },
  {
    name: 'resource-control-policy',
    words: 'resource control policy',
    who: 'A resource control policy of the organisation',
    remedy: 'Ask whoever runs the organisation to allow it',
  },
  {
    name: 'permissions-boundary',
    words: 'permissions boundary',
    who: 'The permissions boundary of the identity',
    remedy: 'Widen the boundary',
  },
  {
    name: 'session-policy',
    words: 'session policy',
    who: 'The session policy with which the role was assumed',
    remedy: 'Allow it in that policy',
  },
  {
    name: 'vpc-endpoint-policy',
    words: 'VPC endpoint policy',
    who: 'The policy of the VPC endpoint that the request went through',
    remedy: 'Allow it in the policy of the endpoint',
  },
  {
    name: 'resource-policy',
    words: 'resource-based policy',
    who: 'The policy of the resource itself',
    remedy: 'Allow the identity there',
  },
  {
    name: 'identity-policy',
    words: 'identity-based policy',
    who: 'The IAM policy of the identity',
    remedy: 'Allow it there; doctor --policy prints the least that is needed',
  },
] as const

/** Sentences of 403s, and of what AWS answers in their place. */
export const DENIALS: readonly AdviceRow[] = [
  ...POLICIES.flatMap(({ name, words, who, remedy }) => [
    denial(`${name}-denies`, `with an explicit deny in ${article(words)} ${words}`, {
      cause: (facts) => `${who} denies ${what(facts)}.`,
      remedy: (facts) => `${remedy}, or ${around(facts)}.`,
    }),
    denial(`${name}-allows-not`, `because no ${words} allows the … action`, {
      cause: (facts) => `${who} does not allow ${what(facts)}.`,
      remedy: (facts) => `${remedy}, or ${around(facts)}.`,
    }),
  ]),
  denial('not-authorized', 'is not authorized to perform: …', {
    cause: (facts) => `The identity may not do ${what(facts)}.`,
    remedy: (facts) => `Allow it in IAM; doctor --policy prints the least that is needed, or ${around(facts)}.`,
  }),
  plain('model-access', [400, 403, 404], "You don't have access to the model with the specified model ID.", {
    source: 'aws-samples/bedrock-chat#587, AWS’s user guide, November 2026',
    words: /don[\u2019']t have access to the model/i,
    cause: 'The account has no access to this model in the Region.',
    remedy:
      'Open the model’s page in the console of Amazon Bedrock in that Region and ask for access, or choose another model.',
  }),
  plain('use-case-form', [400, 403, 404], 'Model use case details have not been submitted for this account.', {
    source: 'AWS’s user guide, November 2026',
    words: /use case details have not been submitted/i,
    cause: 'Anthropic wants to know the use case before an account may call its models.',
    remedy: 'Fill the form in once, in the model catalog of Amazon Bedrock’s console, and wait some minutes.',
  }),
  plain('marketplace', [400, 403], 'Model access is denied due to … AWS Marketplace actions …', {
    source: 'AWS’s user guide, November 2026',
    words: /model access is denied|aws-marketplace:/i,
    cause: 'The first call of a model subscribes to it in AWS Marketplace, and that was refused.',
    remedy: 'Have somebody with aws-marketplace:Subscribe and a valid way to pay call the model once.',
  }),
  plain('legacy-model', [400, 403, 404], 'This Model is marked by provider as Legacy …', {
    source: 'AWS’s user guide, November 2026',
    words: /marked by provider as legacy/i,
    cause: 'The model is old, and this account has not used it lately.',
    remedy: 'Choose a newer model; models lists what the Region has.',
  }),
  plain('token-expired', [400, 401, 403], 'The security token included in the request is expired', {
    source: 'AWS’s common errors',
    words: /security token included in the request is expired/i,
    cause: 'The temporary credentials of the proxy have expired.',
    remedy: 'Sign in again, for example with aws sso login; the proxy reads them anew by itself.',
  }),
  plain('token-invalid', [400, 401, 403], 'The security token included in the request is invalid.', {
    source: 'AWS’s common errors',
    words: /security token included in the request is invalid/i,
    cause: 'AWS does not know the access key with which the proxy signs.',
    remedy: 'Look where the credentials come from with doctor, and renew them.',
  }),
  plain(
    'signature',
    [400, 401, 403],
    'The request signature we calculated does not match the signature you provided.',
    {
      source: 'AWS’s common errors',
      words: /signature we calculated does not match/i,
      cause: 'The secret access key does not belong to the access key ID, or something on the way changed the request.',
      remedy: 'Renew the credentials, and look for a proxy that rewrites requests.',
    },
  ),
  plain('clock', [400, 401, 403], 'Signature expired: … is now earlier than …', {
    source: 'AWS’s common errors',
    words: /signature (?:expired|not yet current)/i,
    cause: 'The clock of this machine is minutes away from AWS’s.',
    remedy: 'Set the clock; the proxy corrects its own signatures meanwhile.',
  }),
  plain('api-key', [401, 403], 'Authentication failed: Please make sure your API Key is valid.', {
    source: 'AWS’s user guide, November 2026',
    words: /api key is valid|bearer token has expired/i,
    cause: 'The Amazon Bedrock API key of the proxy is not valid, or has expired.',
    remedy: 'Make a new one, or take AWS_BEARER_TOKEN_BEDROCK out of the proxy’s environment, so that it signs.',
  }),
  plain('api-key-form', [400, 401, 403], 'Invalid API Key format: Must start with pre-defined prefix', {
    source: 'VectifyAI/OpenKB#204, different-ai/openwork#3929',
    words: /invalid api key format/i,
    cause: 'AWS was sent something as an Amazon Bedrock API key that is none, such as an access key or a made-up word.',
    remedy:
      'Take AWS_BEARER_TOKEN_BEDROCK out of the proxy’s environment, or put a key of Bedrock’s there; a client that sent it to AWS itself is to be pointed at the proxy.',
  }),
  plain('account-not-authorized', [400, 403], 'Your account is not authorized to invoke this API operation.', {
    source: 'aws-samples/amazon-bedrock-client-for-mac#1',
    words: /account is not authorized to invoke|operation not allowed/i,
    cause: 'AWS does not let this account use Bedrock in the Region yet.',
    remedy: 'Try another Region, and open a case with AWS support: new accounts have to be let in.',
  }),
]

/** `User: ARN is not authorized to perform: ACTION on resource: ARN` and the reason. The user stays out of the advice. */
const NOT_AUTHORIZED =
  /not authorized to perform: ([\w-]+:\w+)(?: on resource: (arn:[\w-]+:bedrock:([a-z0-9-]*):\d*:([\w-]+)\/?([^\s,]*)))?/

function factsOf(message: string): AdviceFacts {
  const [, action, , region, resource, model] = NOT_AUTHORIZED.exec(message) ?? []
  return {
    ...(action !== undefined && { action }),
    ...(region !== undefined && { region }),
    ...(resource !== undefined && { resource }),
    ...(model && { model }),
  }
}

type Told = Pick<AdviceRow, 'cause' | 'remedy'>

function denial(name: string, reason: string, told: Told): AdviceRow {
  const pattern = reason.replaceAll('…', '.{1,200}?').replace(/^is not .*/, 'is not authorized to perform')
  return {
    name,
    statuses: [403],
    sentence: reason.startsWith('is ') ? `User: … ${reason}` : `User: … is not authorized to perform: … ${reason}`,
    source: 'aws-samples/sample-badgers#33, zed#53960, IAM’s user guide',
    words: new RegExp(pattern, 'i'),
    facts: factsOf,
    ...told,
  }
}

function article(words: string): 'a' | 'an' {
  return /^[aeiou]/.test(words) ? 'an' : 'a'
}

function what({ action = 'this action', region, resource = 'the resource' }: AdviceFacts): string {
  if (region === undefined) return `${action} on the model or its profile, in the Region or one of its destinations`
  if (region === '')
    return `${action} on a ${resource} of no Region, as global profiles need it (aws:RequestedRegion is "unspecified")`
  return `${action} on a ${resource} in ${region}`
}

/** A denial in a destination Region is got round by a profile that does not go there. */
function around({ region, resource }: AdviceFacts): string {
  if (region === '') return 'leave global profiles out with --routing geo-only'
  if (resource === 'inference-profile' || region === undefined) return 'choose another profile with --routing'
  return `keep requests out of ${region} with --allow-destinations or --routing in-region-only`
}
