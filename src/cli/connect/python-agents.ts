import type { AgentRow, Connection } from './agent-row.ts'
import { awsEnvironment, proofFor, rivals } from './aws-agents.ts'
import { quote } from './quote.ts'

/** boto3 and what is built on it. */
export const PYTHON_AGENTS: readonly AgentRow[] = [
  {
    name: 'boto3',
    runners: ['python', 'python3'],
    title: 'boto3',
    door: 'runtime',
    http: 'HTTP/1.1',
    evidence: 'verified',
    version: '1.44.8',
    strict: '2026-11-29',
    family: 'any',
    env: awsEnvironment,
    unset: rivals,
    code: [{ language: 'python', text: boto3Program }],
    notes: [
      'It sends no bearer token over http; with AWS_BEARER_TOKEN_BEDROCK in its environment, even an empty one, it sends nothing at all.',
      'Without NO_PROXY it sends requests for 127.0.0.1 to the HTTP_PROXY of its environment.',
    ],
    signs: {},
  },
  {
    name: 'strands',
    title: 'Strands Agents',
    door: 'runtime',
    http: 'HTTP/1.1 or 2',
    evidence: 'verified',
    version: 'strands-agents 1.62.0',
    strict: '2026-11-29',
    family: 'any',
    env: awsEnvironment,
    unset: rivals,
    code: [{ language: 'python', text: strandsProgram }],
    notes: ['The one for TypeScript takes the same variables, and speaks HTTP/2.'],
    signs: { packages: ['@strands-agents/sdk'] },
  },
]

/**
 * The lines of a Python program that prove the client token, or make the client believe that it has credentials. They go
 * through the environment, because a bearer token there would win over keys that a client is given.
 */
export function pythonProof(connection: Connection): string {
  const given = Object.entries(proofFor(connection)).map(([name, value]) => `${name}=${quote(value)}`)
  const taken = rivals(connection).map((name) => `os.environ.pop(${quote(name)}, None)`)
  return [...taken, `os.environ.update(${given.join(', ')})`].join('\n')
}

function boto3Program(connection: Connection): string {
  const { url, region, large } = connection
  return `import os
import boto3

${pythonProof(connection)}
bedrock = boto3.client("bedrock-runtime", endpoint_url=${quote(url)}, region_name=${quote(region)})
bedrock.converse(modelId=${quote(large.modelId)}, messages=[{"role": "user", "content": [{"text": "Say hello."}]}])`
}

function strandsProgram(connection: Connection): string {
  const { url, region, large } = connection
  return `import os
from strands import Agent
from strands.models import BedrockModel

${pythonProof(connection)}
model = BedrockModel(model_id=${quote(large.modelId)}, region_name=${quote(region)}, endpoint_url=${quote(url)})
Agent(model=model)("Say hello.")`
}
