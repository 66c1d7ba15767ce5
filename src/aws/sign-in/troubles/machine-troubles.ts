import type { Evidence } from '../evidence.ts'
import { lastStep, type TroubleFacts, type TroubleRow } from '../trouble-row.ts'

/** Troubles with what gives credentials to an instance or a container. */
export const MACHINE_TROUBLES = [
  {
    kind: 'container-misconfigured',
    recognize: ofContainer(
      ({ words, code }) => /^URL not accepted|Invalid URL/.test(words) || /^E(?:NOENT|ACCES)$/.test(code ?? ''),
    ),
    what: () => "The address or the token file of the container's credentials cannot be used.",
    remedy: () =>
      'Check AWS_CONTAINER_CREDENTIALS_FULL_URI and AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: https, loopback, or the addresses of ECS and EKS.',
  },
  {
    kind: 'container-refused',
    recognize: ofContainer(({ words }) => /status: \d+|not of the required format|JSON|Unexpected token/.test(words)),
    what: () => 'The endpoint of the container gives no credentials.',
    remedy: () => 'Check that the task or the pod has a role, and that its agent is running.',
  },
  {
    kind: 'container-unreachable',
    recognize: ofContainer(() => true),
    what: () => 'The endpoint that gives credentials to the container does not answer.',
    remedy: () =>
      'Check AWS_CONTAINER_CREDENTIALS_FULL_URI or AWS_CONTAINER_CREDENTIALS_RELATIVE_URI, and that its agent is running.',
  },
  {
    kind: 'metadata-without-role',
    recognize: ofMetadata(({ statusCode }) => statusCode === 404),
    what: () => 'The proxy found no AWS credentials: the instance that it runs on has no role.',
    remedy: () =>
      'Attach an instance profile with a role to it, or set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or AWS_PROFILE.',
  },
  {
    kind: 'metadata-refused',
    recognize: ofMetadata(
      ({ statusCode, words }) => statusCode !== undefined || /v1 fallback|Invalid response|JSON/.test(words),
    ),
    what: () => 'The proxy found no AWS credentials: the instance metadata service refuses to give any.',
    remedy: () =>
      'Check the metadata options of the instance, or set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or AWS_PROFILE.',
  },
  {
    kind: 'metadata-unreachable',
    recognize: ofMetadata(() => true),
    what: () => 'The proxy found no AWS credentials: the instance metadata service does not answer.',
    remedy: () =>
      'In a container on EC2 raise the hop limit of its metadata options to 2; elsewhere set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or AWS_PROFILE.',
  },
] as const satisfies readonly TroubleRow[]

function ofContainer(isSo: (error: Evidence['error']) => boolean): TroubleRow['recognize'] {
  return (evidence) => {
    const isContainer = evidence.place === 'container' || lastStep(evidence).source === 'container'
    return isContainer && !evidence.error.isAnswer && isSo(evidence.error) ? ofProfile(evidence) : undefined
  }
}

/** Everywhere else the service is asked only because nothing else was found, and its silence means nothing. */
function ofMetadata(isSo: (error: Evidence['error']) => boolean): TroubleRow['recognize'] {
  return (evidence) => {
    const { place, env, isOnInstance, error } = evidence
    const isMeant = isOnInstance || Boolean(env.AWS_EC2_METADATA_SERVICE_ENDPOINT)
    const isMetadata = lastStep(evidence).source === 'metadata' || (place === 'metadata' && isMeant)
    return isMetadata && !error.isAnswer && isSo(error) ? ofProfile(evidence) : undefined
  }
}

function ofProfile(evidence: Evidence): TroubleFacts {
  const { profile, source } = lastStep(evidence)
  return source === 'metadata' || source === 'container' ? { profile, file: evidence.config.fileOf(profile) } : {}
}
