import type { MessagesByCode, OwnMessage } from './own-messages.ts'

/** What the proxy says where it has no room, no leave, no credentials or no way to Bedrock. */
export const WAY_MESSAGES = {
  'request-loop': [
    {
      says: 'This request has passed through this proxy before: its upstream leads back to it.',
      cause: '--runtime-endpoint, or an outbound proxy, leads to this proxy itself.',
      remedy: 'Take the setting out, so that the proxy finds AWS’s endpoint.',
    },
  ],
  'too-many-requests': [
    {
      says: 'This proxy is busy with … requests, and takes no more at a time.',
      cause: '--max-concurrent-requests is reached.',
      remedy: 'Try again as `retry-after` says, raise the setting, or run one proxy for each agent.',
    },
  ],
  'too-many-bytes': [
    {
      says: 'The bodies of all requests under way would take more than … bytes of memory.',
      cause: '--max-buffered-bytes is reached.',
      remedy: 'Try again as `retry-after` says, or raise the setting.',
    },
  ],
  'too-many-files': [
    {
      says: 'The system lets the proxy open no more connections.',
      cause: 'Each connection takes an open file, and the system’s limit for the process is reached.',
      remedy: 'Raise `ulimit -n`, or set --max-concurrent-requests below half of it.',
    },
  ],
  'policy-refused': [
    {
      says: 'The policy of this proxy refuses every way to reach …',
      cause: 'No ID of the model passes --routing and --allow-destinations; the message has the rule for each.',
      remedy: 'Ask `resolve MODEL` with another --routing, or choose a model that `models` lists as allowed.',
    },
    {
      says: 'The policy of this proxy refuses …',
      cause: '--allow-models, --deny-models or --allow-accounts does not let the model through.',
      remedy: 'Choose another model, or change the list.',
    },
  ],
  'credentials-required': [
    {
      says: 'Amazon Bedrock takes no API key for a bidirectional stream.',
      cause: 'The proxy runs with AWS_BEARER_TOKEN_BEDROCK, and such streams have to be signed.',
      remedy: 'Give it AWS credentials, and unset AWS_BEARER_TOKEN_BEDROCK where it runs.',
    },
  ],
  // Its sentences are the rows of the troubles with credentials.
  'no-credentials': [],
  'client-session-refused': [
    {
      says: 'AWS STS opens no session for the client …',
      cause: '--client-role wants a session of a role for each client, and STS refuses it.',
      remedy: 'Allow `sts:AssumeRole` and `sts:TagSession` in the proxy’s policy and in the trust policy of the role.',
    },
  ],
  'client-session-unavailable': [
    {
      says: 'No session for the client … could be opened: AWS STS does not answer, or is too busy.',
      cause: 'STS cannot be reached at the moment.',
      remedy: 'Try again; check --sts-endpoint and the network where the proxy runs.',
    },
  ],
  'upstream-malformed': [
    {
      says: 'What came in the place of an answer is not HTTP, or a head that does not end.',
      cause: 'Something between the proxy and AWS answers in its place.',
      remedy: 'Correct --runtime-endpoint; look for a gateway or the login page of a network.',
    },
    {
      says: 'An HTML page …',
      cause: 'A gateway, or the login page of a network, answered in Bedrock’s place.',
      remedy: 'Log in to the network, or exempt the endpoint from the gateway.',
    },
  ],
  'upstream-untrusted': [
    {
      says: "The upstream's TLS certificate is not trusted.",
      cause: 'A company’s proxy takes TLS apart and signs with an authority of its own.',
      remedy: 'Name the file of that authority in AWS_CA_BUNDLE or NODE_EXTRA_CA_CERTS where the proxy runs.',
    },
  ],
  'outbound-proxy-refused': [
    {
      says: 'The outbound proxy answered …',
      cause: 'HTTPS_PROXY or ALL_PROXY is set where the proxy runs, and what it names lets nothing through.',
      remedy: 'Check its user and password, or exempt the endpoint in NO_PROXY.',
    },
  ],
  'outbound-proxy-failed': [
    {
      says: 'The outbound proxy that … names …',
      cause: 'HTTPS_PROXY or ALL_PROXY names something that cannot be reached, or that is no HTTP proxy.',
      remedy: 'Correct the variable, or exempt the endpoint in NO_PROXY.',
    },
  ],
  'upstream-timeout': [
    {
      says: 'Bedrock sent nothing for the idle timeout.',
      cause: 'The model thinks longer than --idle-timeout-ms, or the connection died.',
      remedy: 'Try again, or raise --idle-timeout-ms.',
    },
  ],
  'upstream-unreachable': [
    {
      says: 'The Bedrock endpoint cannot be reached.',
      cause: 'There is no way from this machine to AWS, or a firewall is in it.',
      remedy: 'Ask `doctor`, which looks at DNS, TLS and outbound proxies; set HTTPS_PROXY where the network needs it.',
    },
    {
      says: 'The name of the Bedrock endpoint does not resolve.',
      cause: 'There is no network, or Bedrock is not in this Region.',
      remedy: 'Check --region; in a private network check --runtime-endpoint and its DNS.',
    },
    {
      says: 'Bedrock closed the connection before it answered.',
      cause: 'The connection was lost. The proxy does not send again what may have been billed.',
      remedy: 'Try again.',
    },
  ],
  internal: [
    {
      says: 'The proxy failed on this request. Its log has the details.',
      cause: 'This is a fault of the proxy’s.',
      remedy: 'Report it with the line of the log (--log-level trace says where in the code).',
    },
    {
      says: 'A part of this proxy is no longer where it was when the proxy started, as after an upgrade.',
      cause:
        'The program was replaced, rebuilt or taken away while it runs, and a part that is first needed now is gone.',
      remedy: 'Restart the proxy.',
    },
  ],
  throttled: [
    {
      says: 'Bedrock throttles … in …, and … in … refuses this request',
      cause:
        'With --failover throttling the request went to another profile or Region, whose answer says that it may not be called, mostly because an IAM policy or an SCP does not know that Region.',
      remedy:
        'Allow the named profile and its destination Regions, or leave the Region out of --failover-regions; the proxy leaves that place alone for ten minutes, so that trying again helps.',
    },
  ],
} as const satisfies MessagesByCode

/** What is said without a code: in the middle of a stream, whose status was sent long ago, and in the place of a list. */
export const OTHER_ANSWERS: readonly OwnMessage[] = [
  {
    says: 'This proxy ended the stream, because nothing came from Bedrock for its idle timeout.',
    cause: 'The model thinks longer than --idle-timeout-ms, or the connection died.',
    remedy: 'Raise --idle-timeout-ms, or send the request again.',
  },
  {
    says: 'Bedrock broke the stream off before it was complete: the connection was closed or reset.',
    cause:
      'The connection to AWS was lost, after the client had seen a part of the answer. The proxy cannot send it again.',
    remedy: 'Send the request again; where it comes often, look at what cuts long connections on the way.',
  },
  {
    says: 'The connection to Bedrock died before the stream was complete.',
    cause: 'The machine slept, or a NAT or VPN forgot the connection.',
    remedy: 'Send the request again.',
  },
  {
    says: 'This proxy was stopped before the stream was complete.',
    cause: '--drain-timeout-ms passed while the stream was running.',
    remedy: 'Send the request again, or raise --drain-timeout-ms.',
  },
  {
    says: 'The catalog of this proxy does not have it, and the control plane could not be asked.',
    cause: 'A client asked for a profile or model that the snapshot does not have, and AWS does not answer the proxy.',
    remedy: 'Ask `doctor` why AWS could not be asked, and `models` what can be reached.',
  },
]
