import type { AgentRow, Connection } from './agent-row.ts'
import { awsEnvironment, proofFor, rivals } from './aws-agents.ts'
import { pythonProof } from './python-agents.ts'
import { quote } from './quote.ts'

/** SDKs and frameworks that exist in more than one language, or in TypeScript alone. */
export const LIBRARY_AGENTS: readonly AgentRow[] = [
  {
    name: 'anthropic-sdk',
    title: 'Anthropic SDK',
    door: 'runtime',
    http: 'HTTP/1.1',
    evidence: 'verified',
    version: 'bedrock-sdk 1.1.3, anthropic 2.14.0',
    strict: '2026-11-29 (anthropic)',
    family: 'claude',
    env: (connection) => ({
      ANTHROPIC_BEDROCK_BASE_URL: connection.url,
      ...proofFor(connection),
      AWS_REGION: connection.region,
    }),
    unset: rivals,
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
    version: '@langchain/aws 1.4.5, langchain-aws 1.9.1',
    strict: '2026-11-29 (langchain-aws)',
    family: 'any',
    env: awsEnvironment,
    unset: rivals,
    code: [
      { language: 'typescript', text: langChainTypeScript },
      { language: 'python', text: langChainPython },
    ],
    notes: [
      'LangChain JS speaks HTTP/2 and reads AWS_DEFAULT_REGION, not AWS_REGION.',
      'Its endpointHost is of no use here: it asks for https.',
    ],
    signs: { packages: ['@langchain/aws'] },
  },
]

function anthropicTypeScript({ url, region, token, large }: Connection): string {
  return `import { AnthropicBedrock } from "@anthropic-ai/bedrock-sdk"

const client = new AnthropicBedrock({ baseURL: ${quote(url)}, awsRegion: ${quote(region)}, apiKey: ${quote(token)} })
await client.messages.create({ model: ${quote(large.modelId)}, max_tokens: 100, messages: [{ role: "user", content: "Say hello." }] })`
}

function anthropicPython(connection: Connection): string {
  const { url, region, large } = connection
  return `import os
from anthropic import AnthropicBedrock

${pythonProof(connection)}
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

function langChainPython(connection: Connection): string {
  const { url, region, large } = connection
  return `import os
from langchain_aws import ChatBedrockConverse

${pythonProof(connection)}
ChatBedrockConverse(model=${quote(large.modelId)}, base_url=${quote(url)}, region_name=${quote(region)}).invoke("Say hello.")`
}
