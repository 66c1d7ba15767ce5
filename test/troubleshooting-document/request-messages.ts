import type { MessagesByCode } from './own-messages.ts'

/** What the proxy says of a request that it does not take. */
export const REQUEST_MESSAGES = {
  'unknown-operation': [
    {
      says: '… is no operation of Amazon Bedrock runtime.',
      cause:
        'The path or the method is none that the proxy signs. Mostly the base URL has a part too much or too little.',
      remedy: 'Set the base URL that [doors](doors.md) has for the API that the client speaks.',
    },
  ],
  'unknown-route': [
    {
      says: 'The endpoint of … does not know the route …',
      cause: 'Bedrock has this API in some Regions only.',
      remedy: 'Use another --region, or the operations of Bedrock itself, such as Converse.',
    },
  ],
  'no-such-model': [
    {
      says: 'The Region of this proxy and its policy let nobody reach a model …',
      cause: 'The client asked the list of models for one that is not in it.',
      remedy: 'Ask `models`, or GET /v1/models, what can be reached.',
    },
  ],
  'http2-required': [
    {
      says: 'A bidirectional stream needs HTTP/2, and this request came over HTTP/1.1.',
      cause: 'Events run both ways at once, which only HTTP/2 can carry.',
      remedy: 'Use a client that speaks HTTP/2 to an http:// endpoint, such as the AWS SDK for JavaScript.',
    },
    {
      says: 'The upstream does not speak HTTP/2, which this operation needs.',
      cause: 'Something between the proxy and Bedrock takes TLS apart, or --runtime-endpoint leads to something else.',
      remedy: 'Exempt the endpoint from it, or correct --runtime-endpoint.',
    },
  ],
  'malformed-request': [
    {
      says: "This is no forward proxy. Set it as the client's Bedrock base URL, not as HTTP_PROXY or HTTPS_PROXY.",
      cause: 'The client was told to go through the proxy as if it were a company’s web proxy.',
      remedy: 'Take it out of HTTP_PROXY and HTTPS_PROXY, and set the lines that `connect` prints.',
    },
    {
      says: 'This connection began with TLS, and the proxy speaks plain HTTP.',
      cause: 'The base URL of the client begins with https://.',
      remedy: 'Begin it with http://. Where the network is not your own, put TLS in front of the proxy.',
    },
    {
      says: 'This request has no Host, a malformed one or more than one.',
      cause: 'HTTP wants exactly one Host, and two readers could understand this request in two ways.',
      remedy: 'Let an HTTP library write the request.',
    },
    {
      says: 'The request target has a broken percent escape.',
      cause: 'A model ID or ARN stands in the path half encoded.',
      remedy: 'Encode it once, as every SDK does.',
    },
  ],
  'region-not-allowed': [
    {
      says: '… of this request names …, a Region that this proxy may not call.',
      cause: 'An ARN or the path of the base URL names a Region other than the one the proxy runs for.',
      remedy: 'Add the Region to --allow-regions, or ask for a model of the proxy’s own.',
    },
  ],
  'contradicting-regions': [
    {
      says: 'The path of this request names …, and the ARN in it …',
      cause: 'The base URL ends with one Region, and the ARN is of another.',
      remedy: 'Take the Region out of the base URL: an ARN finds its Region by itself.',
    },
  ],
  'ambiguous-model': [
    {
      says: '… can mean …',
      cause: 'The name leads to several models or profiles, and none is the better answer.',
      remedy: 'Send one of the IDs that the message names, or give the name a meaning under `models:`.',
    },
  ],
  'invalid-model-identifier': [
    {
      says: 'The identifier in this request …',
      cause: 'What stands where the model belongs cannot be a model ID: it is empty, or has a character that none has.',
      remedy: 'Send an ID such as anthropic.claude-sonnet-4-6. An empty one often is a variable that was not set.',
    },
  ],
  'malformed-body': [
    {
      says: 'The request body … Send one JSON object with a string "…".',
      cause: 'The body is no JSON object, or does not name its model once and in plain letters.',
      remedy: 'Send it as the SDK of the API makes it.',
    },
  ],
  'truncated-body': [
    {
      says: 'The request body ended before it was complete.',
      cause: 'The client went away, or promised more bytes in content-length than it sent.',
      remedy: 'Send it again; where it stays, look at what stands between the client and the proxy.',
    },
  ],
  'body-too-large': [
    {
      says: 'The request body is larger than … bytes.',
      cause: 'A body is held in memory, up to --max-body-bytes.',
      remedy: 'Send smaller images or documents, or raise --max-body-bytes.',
    },
  ],
  'body-timeout': [
    {
      says: 'No byte of the request body arrived for … ms.',
      cause: 'The client stopped in the middle of its request.',
      remedy: 'Send it again, or raise --idle-timeout-ms.',
    },
    {
      says: 'The request body came at less than … bytes a second.',
      cause: 'The connection to the proxy is too slow, or the client holds the request open.',
      remedy: 'Run the proxy on the same machine as the client.',
    },
  ],
  'headers-too-large': [
    {
      says: 'The headers of this request are too large.',
      cause: 'Cookies or tokens of another service are sent along.',
      remedy: 'Send the client’s own headers alone.',
    },
  ],
  'websocket-refused': [
    {
      says: 'Bedrock speaks no WebSocket on this route.',
      cause: 'Codex tries a WebSocket first. It goes on over HTTP by itself.',
      remedy: 'Nothing has to be done; a client that stops there is to be told to use HTTP.',
    },
  ],
  'expectation-failed': [
    {
      says: 'This request expects something that HTTP does not define.',
      cause: 'The client sends an Expect other than 100-continue.',
      remedy: 'Send none.',
    },
  ],
  'unsupported-media-type': [
    {
      says: 'The content-type of this request is none that Bedrock takes.',
      cause: 'A web page can send such a request without being asked, so the proxy takes none.',
      remedy: 'Send content-type: application/json; for curl that is `-H "content-type: application/json"`.',
    },
    {
      says: 'The content-encoding of this request is none that this proxy decodes.',
      cause: 'The body is compressed in a way that the proxy does not know.',
      remedy: 'Use gzip, deflate, br or zstd, or send it as it is.',
    },
  ],
  'foreign-host': [
    {
      says: 'The Host of this request is not one that this proxy answers to.',
      cause: 'The client reaches the proxy by a name other than localhost or a loopback address, as in a container.',
      remedy: 'Use http://127.0.0.1, or name the host in --allow-hosts.',
    },
  ],
  'foreign-origin': [
    {
      says: 'This request comes from a web page, and no page may use this proxy.',
      cause: 'A browser, or a browser’s extension, sent it: it has an Origin.',
      remedy: 'Call the proxy from a program. It is built so that no page can spend your AWS account.',
    },
  ],
  'client-token': [
    {
      says: 'This proxy asks for its client token.',
      cause: 'It was started with --client-token, and the request has none, or another one.',
      remedy: '`connect AGENT`, run with the same settings as the proxy, prints the lines that carry it.',
    },
  ],
  'client-signature': [
    {
      says: 'The signature of this request …',
      cause: 'The client signs with AWS keys that are not those derived from the client token, or its clock is wrong.',
      remedy: 'Set the key pair that `connect aws-sdk` prints, and leave AWS_SESSION_TOKEN and AWS_PROFILE unset.',
    },
  ],
  'client-quota': [
    {
      says: '… requests per minute are all that this client may send.',
      cause: '--requests-per-minute holds for each client.',
      remedy: 'Wait as long as `retry-after` says, or raise the limit.',
    },
  ],
  'client-day-quota': [
    {
      says: 'The … tokens that this client may use in a day are used up.',
      cause: '--tokens-per-day holds for each client.',
      remedy: 'Wait for midnight UTC, or raise the limit.',
    },
  ],
  'not-supported': [
    {
      says: 'Bedrock counts no tokens for this model.',
      cause: 'CountTokens is there for some models only.',
      remedy:
        'Leave the counting out, or count with another model of the family; Claude Code is told not to ask again.',
    },
  ],
} as const satisfies MessagesByCode
