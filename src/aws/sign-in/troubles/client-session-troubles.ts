import type { ErrorCode } from '../../../bedrock/errors.ts'
import type { ErrorShape } from '../error-shape.ts'

/** What a sentence may name. */
export type SessionNames = { readonly client: string; readonly permission: string }

/** A kind of trouble with the session of a client. */
export type SessionTrouble<Kind extends string = string> = {
  readonly kind: Kind
  readonly code: ErrorCode
  readonly isSo: (error: ErrorShape) => boolean
  readonly what: (names: SessionNames) => string
  readonly remedy: (names: SessionNames) => string
}

/** Why a client has no session: 403 where a person has to change something, 503 where trying again may help. */
export const SESSION_TROUBLES = [
  {
    kind: 'session-denied',
    code: 'client-session-refused',
    isSo: ({ name, isAnswer }) => isAnswer && /^AccessDenied/.test(name),
    what: ({ client, permission }) =>
      `AWS STS opens no session for the client ${client}: ${permission} is not allowed.`,
    remedy: ({ permission }) =>
      `Allow ${permission} on the client's role, both in the policy of the proxy's identity and in the trust policy of the role, with the external ID that this asks for.`,
  },
  {
    kind: 'session-source-refused',
    code: 'client-session-refused',
    isSo: ({ name, isAnswer }) =>
      isAnswer &&
      /^(?:InvalidClientTokenId|UnrecognizedClient|SignatureDoesNotMatch|ExpiredToken|RequestExpired)/.test(name),
    what: ({ client }) =>
      `AWS STS opens no session for the client ${client}: it does not accept the proxy's own credentials.`,
    remedy: () => 'Renew them where the proxy runs, and check the clock of that machine.',
  },
  {
    kind: 'session-invalid',
    code: 'client-session-refused',
    isSo: ({ name, isAnswer }) =>
      isAnswer && /^(?:Validation|MalformedPolicy|PackedPolicyTooLarge|InvalidParameter|MalformedInput)/.test(name),
    what: ({ client }) =>
      `AWS STS opens no session for the client ${client}: it calls the role, the external ID or the tags invalid.`,
    remedy: () => 'Check what --client-role and clients: say for it.',
  },
  {
    kind: 'session-region-off',
    code: 'client-session-refused',
    isSo: ({ name, isAnswer }) => isAnswer && /^RegionDisabled/.test(name),
    what: ({ client }) =>
      `AWS STS opens no session for the client ${client}: it is switched off in the Region of the proxy.`,
    remedy: () => 'Name another one under --sts-endpoint, or activate it in the account settings of IAM.',
  },
  {
    kind: 'session-untrusted',
    code: 'client-session-refused',
    isSo: ({ words, code = '' }) => /certificate/i.test(`${words} ${code}`) || /^(?:CERT|ERR_TLS)_/.test(code),
    what: ({ client }) => `No session for the client ${client}: AWS STS shows a certificate that is not trusted.`,
    remedy: () => 'Name its authority in AWS_CA_BUNDLE where the proxy runs.',
  },
  {
    kind: 'session-outbound-proxy',
    code: 'client-session-unavailable',
    isSo: ({ words }) => /outbound proxy|names no http/i.test(words),
    what: ({ client }) =>
      `No session for the client ${client}: the outbound proxy on the way to AWS STS lets nothing through.`,
    remedy: () => 'Check HTTPS_PROXY, with its user and password, and NO_PROXY where the proxy runs.',
  },
  {
    kind: 'session-refused',
    code: 'client-session-refused',
    isSo: ({ isAnswer, statusCode = 0, name }) =>
      isAnswer && statusCode >= 400 && statusCode < 500 && !/Throttl|TooManyRequests/.test(name),
    what: ({ client }) => `AWS STS opens no session for the client ${client}.`,
    remedy: () => 'See whether `aws sts assume-role` works where the proxy runs, with the same role and credentials.',
  },
] as const satisfies readonly SessionTrouble[]

/** The name of a kind, as the log has it. */
export type SessionTroubleKind =
  | (typeof SESSION_TROUBLES)[number]['kind']
  | 'session-unavailable'
  | 'session-without-source'

/** What is left, such as an STS that cannot be reached: it may have passed in a moment. */
export const SESSION_UNAVAILABLE: SessionTrouble<'session-unavailable'> = {
  kind: 'session-unavailable',
  code: 'client-session-unavailable',
  isSo: () => true,
  what: ({ client }) => `No session for the client ${client} could be opened: AWS STS does not answer, or is too busy.`,
  remedy: () => 'Try again; if it stays so, check --sts-endpoint and the network where the proxy runs.',
}
