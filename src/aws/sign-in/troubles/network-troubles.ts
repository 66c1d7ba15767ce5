import type { Evidence } from '../evidence.ts'
import { lastStep, sentence, type TroubleFacts, type TroubleRow } from '../trouble-row.ts'

/** Sources of credentials that AWS has to be called for, by the service that is called. */
const SERVICES: Readonly<Record<string, string>> = {
  sso: 'AWS SSO',
  login: 'the sign-in service of AWS',
  role: 'AWS STS',
  'web-identity': 'AWS STS',
}

const SOMEBODY = 'the service that gives the credentials'

const ENDPOINT_VARIABLES = ['AWS_ENDPOINT_URL_STS', 'AWS_ENDPOINT_URL_SSO', 'AWS_ENDPOINT_URL'] as const

/** Troubles on the way to what gives credentials, and what is left when no row knows better. */
export const NETWORK_TROUBLES = [
  {
    kind: 'outbound-proxy',
    recognize: onTheWay(({ words }) => /outbound proxy|names no http/i.test(words)),
    what: ({ service = SOMEBODY }) => `The outbound proxy on the way to ${service} lets nothing through.`,
    remedy: () => 'Check HTTPS_PROXY, with its user and password, and NO_PROXY where the proxy runs.',
  },
  {
    kind: 'sign-in-untrusted',
    recognize: onTheWay(
      ({ words, code = '' }) => /certificate/i.test(`${words} ${code}`) || /^(?:CERT|ERR_TLS)_/.test(code),
    ),
    what: ({ service = SOMEBODY }) =>
      `${sentence(service)} shows a certificate that is not trusted, as behind a proxy that reads TLS.`,
    remedy: () => 'Name its authority in AWS_CA_BUNDLE or NODE_EXTRA_CA_CERTS where the proxy runs.',
  },
  {
    kind: 'sign-in-unreachable',
    recognize: onTheWay(({ code, name }) => code !== undefined || /Timeout/.test(name)),
    what: ({ service = SOMEBODY }) => `${sentence(service)} cannot be reached.`,
    remedy: () =>
      'Check the network of the machine that the proxy runs on, and HTTPS_PROXY and NO_PROXY if it needs them.',
  },
  {
    kind: 'sign-in-misdirected',
    recognize: (evidence) => {
      const variable = ENDPOINT_VARIABLES.find((name) => evidence.env[name])
      const service = serviceOf(evidence)
      return variable && service && !isKnownAnswer(evidence) ? { variable, service } : undefined
    },
    what: ({ service = SOMEBODY, variable = 'a variable of the environment' }) =>
      `${sentence(service)} was asked at the address of ${variable}, and gave no credentials there.`,
    remedy: ({ variable = 'AWS_ENDPOINT_URL' }) =>
      `Unset ${variable} where the proxy runs: it is meant for the clients of the proxy.`,
  },
  {
    kind: 'sign-in-failing',
    recognize: onTheWay(({ statusCode = 0, name }) => statusCode >= 500 || /Throttl|TooManyRequests/.test(name)),
    what: ({ service = SOMEBODY }) => `${sentence(service)} answers with an error of its own.`,
    remedy: () => 'The proxy goes on asking; try again in a minute.',
  },
  {
    kind: 'lookup-overdue',
    recognize: (evidence) => (evidence.error.name === 'FlightOverdue' ? namedService(evidence) : undefined),
    what: () => 'The lookup of the AWS credentials takes longer than it may.',
    remedy: () => 'Check the network of the machine that the proxy runs on, and what gives the credentials.',
  },
  {
    kind: 'none-configured',
    recognize: ({ isSearched, place, steps: [{ source }, ...others] }) => {
      const isNowhere = place === undefined || place === 'metadata'
      const isEmpty = others.length === 0 && ['missing', 'none'].includes(source)
      return isSearched && (isNowhere || isEmpty) ? {} : undefined
    },
    what: () => 'The proxy found no AWS credentials: none are configured where it runs.',
    remedy: () =>
      'Run `aws sso login` or `aws configure`, or set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, AWS_PROFILE or AWS_BEARER_TOKEN_BEDROCK.',
  },
  {
    kind: 'unknown',
    recognize: (evidence) => ({ ...namedService(evidence), profile: lastStep(evidence).profile }),
    what: () => 'The AWS credentials could not be had, for a reason that the proxy does not know.',
    remedy: () =>
      'See whether `aws sts get-caller-identity` works where the proxy runs, with the same profile and environment.',
  },
] as const satisfies readonly TroubleRow[]

function onTheWay(isSo: (error: Evidence['error']) => boolean): TroubleRow['recognize'] {
  return (evidence) => (serviceOf(evidence) && isSo(evidence.error) ? namedService(evidence) : undefined)
}

function namedService(evidence: Evidence): TroubleFacts {
  const service = serviceOf(evidence)
  const { profile } = lastStep(evidence)
  return service === undefined ? {} : { service, file: evidence.config.fileOf(profile) }
}

/** A role is asked for once there is something to assume it with. */
function serviceOf(evidence: Evidence): string | undefined {
  if (evidence.place === 'web-identity') return SERVICES['web-identity']
  const { source } = lastStep(evidence)
  return SERVICES[source] ?? (evidence.steps[0].source === 'role' ? SERVICES.role : undefined)
}

/** An answer in AWS's words, to which no address is to blame. */
function isKnownAnswer({ error }: Evidence): boolean {
  return error.isAnswer && /Throttl|TooManyRequests|ServiceUnavailable|InternalFailure/.test(error.name)
}
