import type { AgentRow } from './agent-row.ts'
import { awsEnvironment, rivals } from './aws-agents.ts'

/** For a program that no row knows: the variables of AWS's SDKs and of Anthropic's, of which it may read either. */
export const ANY_PROGRAM: AgentRow = {
  name: 'program',
  title: 'Any program',
  door: 'runtime',
  http: 'HTTP/1.1 or 2',
  evidence: 'verified',
  version: 'the SDKs of AWS and Anthropic',
  family: 'any',
  env: (connection) => ({
    ...awsEnvironment(connection),
    AWS_BEDROCK_RUNTIME_ENDPOINT: connection.url,
    AWS_REGION_NAME: connection.region,
    ANTHROPIC_BEDROCK_BASE_URL: connection.url,
    ANTHROPIC_BASE_URL: connection.url,
    ANTHROPIC_API_KEY: connection.token,
  }),
  unset: (connection) => [...rivals(connection), 'ANTHROPIC_AUTH_TOKEN'],
  notes: [],
  signs: {},
}
