import type { AgentRow, Connection } from './agent-row.ts'
import { awsEnvironment, signingEnvironment } from './aws-agents.ts'

/** SDKs and frameworks, for programs of the user's own and for agents that are built on them. */
export const LIBRARY_AGENTS: readonly AgentRow[] = [
  {
    name: 'litellm',
    title: 'LiteLLM, aider, OpenHands',
    door: 'runtime',
    http: 'HTTP/1.1',
    evidence: 'from source',
    version: 'its main branch, November 2026',
    family: 'any',
    env: ({ url, region, token }) => ({
      AWS_BEDROCK_RUNTIME_ENDPOINT: url,
      AWS_BEARER_TOKEN_BEDROCK: token,
      AWS_REGION_NAME: region,
    }),
    code: [{ language: 'yaml', text: liteLlmModels }],
    notes: [
      'Name the model with bedrock/ before its ID, such as bedrock/anthropic.claude-sonnet-4-6.',
      'The variable has a name of its own; AWS_ENDPOINT_URL_BEDROCK_RUNTIME is not read.',
      'The YAML is for the model list of the LiteLLM proxy, which takes the token from the environment.',
    ],
    signs: { binaries: ['litellm', 'aider', 'openhands'] },
  },
  {
    name: 'boto3',
    title: 'boto3',
    door: 'runtime',
    http: 'HTTP/1.1',
    evidence: 'verified',
    version: '1.43.107',
    family: 'any',
    env: awsEnvironment,
    signingEnv: signingEnvironment,
    code: [{ language: 'python', text: boto3Program }],
    notes: ['Without NO_PROXY it sends requests for 127.0.0.1 to the HTTP_PROXY of its environment.'],
    signs: {},
  },
  {
    name: 'anthropic-sdk',
    title: 'Anthropic SDK',
    door: 'runtime',
    http: 'HTTP/1.1',
    evidence: 'verified',
    version: 'bedrock-sdk 1.1.3, anthropic 1.13.0',
    family: 'claude',
    env: ({ url, region, token }) => ({
      ANTHROPIC_BEDROCK_BASE_URL: url,
      AWS_BEARER_TOKEN_BEDROCK: token,
      AWS_REGION: region,
    }),
    code: [
      { language: 'typescript', text: anthropicTypeScript },
      { language: 'python', text: anthropicPython },
    ],
    notes: ['In Go, option.WithBaseURL must stand after bedrock.WithConfig.'],
    signs: { packages: ['@anthropic-ai/bedrock-sdk'] },
  },
  {
    name: 'vercel-ai-sdk',
    title: 'Vercel AI SDK',
    door: 'runtime',
    http: 'HTTP/1.1',
    evidence: 'verified',
    version: '@ai-sdk/amazon-bedrock 5.0.101',
    family: 'any',
    code: [{ language: 'typescript', text: vercelProgram }],
    notes: ['Its createAmazonBedrockAnthropic takes the same settings.'],
    signs: { packages: ['@ai-sdk/amazon-bedrock'] },
  },
  {
    name: 'langchain',
    title: 'LangChain',
    door: 'runtime',
    http: 'HTTP/1.1 or 2',
    evidence: 'verified',
    version: '@langchain/aws 1.4.5',
    family: 'any',
    env: awsEnvironment,
    signingEnv: signingEnvironment,
    code: [
      { language: 'typescript', text: langChainTypeScript },
      { language: 'python', text: langChainPython },
    ],
    notes: [
      'LangChain JS speaks HTTP/2 and reads AWS_DEFAULT_REGION, not AWS_REGION.',
      'Its endpointHost is of no use here: it asks for https.',
      'The Python lines are from source.',
    ],
    signs: { packages: ['@langchain/aws'] },
  },
]

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

function boto3Program({ url, region, token, large }: Connection): string {
  return `import os
import boto3

os.environ["AWS_BEARER_TOKEN_BEDROCK"] = ${quote(token)}
bedrock = boto3.client("bedrock-runtime", endpoint_url=${quote(url)}, region_name=${quote(region)})
bedrock.converse(modelId=${quote(large.modelId)}, messages=[{"role": "user", "content": [{"text": "Say hello."}]}])`
}

function anthropicTypeScript({ url, region, token, large }: Connection): string {
  return `import { AnthropicBedrock } from "@anthropic-ai/bedrock-sdk"

const client = new AnthropicBedrock({ baseURL: ${quote(url)}, awsRegion: ${quote(region)}, apiKey: ${quote(token)} })
await client.messages.create({ model: ${quote(large.modelId)}, max_tokens: 100, messages: [{ role: "user", content: "Say hello." }] })`
}

function anthropicPython({ url, region, token, large }: Connection): string {
  return `import os
from anthropic import AnthropicBedrock

os.environ["AWS_BEARER_TOKEN_BEDROCK"] = ${quote(token)}
client = AnthropicBedrock(base_url=${quote(url)}, aws_region=${quote(region)})
client.messages.create(model=${quote(large.modelId)}, max_tokens=100, messages=[{"role": "user", "content": "Say hello."}])`
}

function vercelProgram({ url, region, token, large }: Connection): string {
  return `import { createAmazonBedrock } from "@ai-sdk/amazon-bedrock"
import { generateText } from "ai"

const bedrock = createAmazonBedrock({ region: ${quote(region)}, baseURL: ${quote(url)}, apiKey: ${quote(token)} })
await generateText({ model: bedrock(${quote(large.modelId)}), prompt: "Say hello." })`
}

function langChainTypeScript({ url, region, token, large }: Connection): string {
  return `import { BedrockRuntimeClient } from "@aws-sdk/client-bedrock-runtime"
import { ChatBedrockConverse } from "@langchain/aws"

const token = { token: ${quote(token)} }
const client = new BedrockRuntimeClient({ endpoint: ${quote(url)}, region: ${quote(region)}, token, authSchemePreference: ["httpBearerAuth"] })
await new ChatBedrockConverse({ model: ${quote(large.modelId)}, region: ${quote(region)}, client }).invoke("Say hello.")`
}

function langChainPython({ url, region, token, large }: Connection): string {
  return `import os
from langchain_aws import ChatBedrockConverse

os.environ["AWS_BEARER_TOKEN_BEDROCK"] = ${quote(token)}
ChatBedrockConverse(model=${quote(large.modelId)}, base_url=${quote(url)}, region_name=${quote(region)}).invoke("Say hello.")`
}

/** A string that TypeScript and Python read alike. */
function quote(text: string): string {
  return JSON.stringify(text)
}
