import type { AgentRow, Connection, Environment } from './agent-row.ts'
import { proofFor, rivals } from './aws-agents.ts'

/** LiteLLM and the agents that are built on it. They all name a model with `bedrock/` before its ID. */
export const LITELLM_AGENTS: readonly AgentRow[] = [
  {
    name: 'litellm',
    title: 'LiteLLM',
    door: 'runtime',
    http: 'HTTP/1.1',
    evidence: 'verified',
    version: '1.110.2',
    strict: '2026-11-29',
    family: 'any',
    env: liteLlmEnvironment,
    unset: rivals,
    code: [{ language: 'yaml', text: liteLlmModels }],
    notes: [
      'Name the model with bedrock/ before its ID, such as bedrock/anthropic.claude-sonnet-4-6.',
      'The variable has a name of its own; AWS_ENDPOINT_URL_BEDROCK_RUNTIME is not read.',
      'The YAML is for the model list of the LiteLLM proxy, which takes the keys from the environment.',
    ],
    signs: { binaries: ['litellm'] },
  },
  {
    name: 'aider',
    title: 'aider',
    door: 'runtime',
    http: 'HTTP/1.1',
    evidence: 'verified',
    version: '0.86.2',
    strict: '2026-11-29',
    family: 'any',
    env: (connection) => ({
      AIDER_MODEL: `bedrock/${connection.large.modelId}`,
      AIDER_WEAK_MODEL: `bedrock/${connection.small.modelId}`,
      ...liteLlmEnvironment(connection),
    }),
    unset: rivals,
    notes: ['It calls Bedrock by LiteLLM, which wants boto3 beside it: pip install boto3.'],
    signs: { binaries: ['aider'] },
  },
  {
    name: 'openhands',
    title: 'OpenHands',
    door: 'runtime',
    http: 'HTTP/1.1',
    evidence: 'from source',
    version: 'its documentation, November 2026',
    family: 'any',
    env: (connection) => ({
      LLM_MODEL: `bedrock/${connection.large.modelId}`,
      LLM_API_KEY: connection.token,
      ...liteLlmEnvironment(connection),
    }),
    unset: rivals,
    notes: ['Start it with --override-with-envs, or it takes the model of its own settings.'],
    signs: { binaries: ['openhands'], folders: ['~/.openhands'] },
  },
]

function liteLlmEnvironment(connection: Connection): Environment {
  const { url, region } = connection
  return { AWS_BEDROCK_RUNTIME_ENDPOINT: url, ...proofFor(connection), AWS_REGION_NAME: region, AWS_REGION: region }
}

function liteLlmModels({ url, region, models }: Connection): string {
  const items = models.map(
    ({ modelId }) => `  - model_name: ${modelId}
    litellm_params:
      model: bedrock/${modelId}
      aws_bedrock_runtime_endpoint: ${url}
      aws_region_name: ${region}`,
  )
  return ['model_list:', ...items].join('\n')
}
