import { freePort, startHttpServer } from '../../../fixtures/start-http-server.ts'
import type { TroubleScenario } from '../trouble-scenario.ts'

const METADATA_ON = { AWS_EC2_METADATA_DISABLED: 'false' }
const KEYS_INSTEAD = 'set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or AWS_PROFILE'

/** What an instance or a container gives. */
export const MACHINE_SCENARIOS: readonly TroubleScenario[] = [
  {
    title: 'a metadata service that is not there',
    kind: 'metadata-unreachable',
    env: METADATA_ON,
    start: async () => ({ AWS_EC2_METADATA_SERVICE_ENDPOINT: `http://127.0.0.1:${await freePort()}` }),
    remedy: KEYS_INSTEAD,
    facts: {},
  },
  {
    title: 'a role that is assumed with what the metadata service gives, which is not there',
    kind: 'metadata-unreachable',
    config: '[profile work]\nrole_arn = arn:aws:iam::111122223333:role/dev\ncredential_source = Ec2InstanceMetadata\n',
    profile: 'work',
    start: async () => ({ AWS_EC2_METADATA_SERVICE_ENDPOINT: `http://127.0.0.1:${await freePort()}` }),
    remedy: KEYS_INSTEAD,
    facts: { profile: 'work', file: 'FOLDER/config' },
  },
  {
    title: 'an instance without a role',
    kind: 'metadata-without-role',
    env: METADATA_ON,
    start: answering('AWS_EC2_METADATA_SERVICE_ENDPOINT', 404, 'canary'),
    remedy: 'Attach an instance profile with a role to it',
    facts: {},
  },
  {
    title: 'a metadata service that refuses',
    kind: 'metadata-refused',
    env: METADATA_ON,
    start: answering('AWS_EC2_METADATA_SERVICE_ENDPOINT', 403, 'canary'),
    remedy: 'Check the metadata options of the instance',
    facts: {},
  },
  {
    title: 'a container endpoint that is not there',
    kind: 'container-unreachable',
    start: async () => ({ AWS_CONTAINER_CREDENTIALS_FULL_URI: `http://127.0.0.1:${await freePort()}/canary` }),
    remedy: 'that its agent is running',
    facts: {},
  },
  {
    title: 'a container endpoint that refuses',
    kind: 'container-refused',
    start: answering('AWS_CONTAINER_CREDENTIALS_FULL_URI', 400, '{"Code":"canary"}'),
    remedy: 'Check that the task or the pod has a role',
    facts: {},
  },
  {
    title: 'a container endpoint that answers with something else',
    kind: 'container-refused',
    start: answering('AWS_CONTAINER_CREDENTIALS_FULL_URI', 200, 'canary'),
    remedy: 'Check that the task or the pod has a role',
    facts: {},
  },
  ...[{}, { AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: '/nowhere/canary' }].map(
    (env, index): TroubleScenario => ({
      title: ['a container endpoint on another machine', 'a token file that was not mounted'][index] ?? '',
      kind: 'container-misconfigured',
      env: { AWS_CONTAINER_CREDENTIALS_FULL_URI: `http://${index ? '127.0.0.1' : 'canary.example'}/`, ...env },
      remedy: 'Check AWS_CONTAINER_CREDENTIALS_FULL_URI and AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE',
      facts: {},
    }),
  ),
]

function answering(variable: string, status: number, body: string): () => Promise<Record<string, string>> {
  return async () => ({
    [variable]: await startHttpServer((_, response) => response.writeHead(status).end(body)),
  })
}
