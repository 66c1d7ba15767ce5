import type { AgentRow, Connection, Environment } from './agent-row.ts'

/** The AWS SDKs, which speak for most programs of the user's own. */
export const AWS_AGENTS: readonly AgentRow[] = [
  {
    name: 'aws-sdk',
    title: 'AWS SDKs and the AWS CLI',
    door: 'runtime',
    http: 'HTTP/1.1 or 2',
    evidence: 'verified',
    version: 'the SDK for JavaScript 3.1164.0',
    family: 'any',
    env: awsEnvironment,
    signingEnv: signingEnvironment,
    file: {
      paths: ['$AWS_CONFIG_FILE', '~/.aws/config'],
      format: 'aws-config',
      settings: ({ url, region }) => ({
        'profile bedrock-local': { region, services: 'bedrock-local' },
        'services bedrock-local': { bedrock_runtime: { endpoint_url: url } },
      }),
      env: ({ token }) => ({ AWS_PROFILE: 'bedrock-local', AWS_BEARER_TOKEN_BEDROCK: token }),
    },
    notes: [
      'The SDK for JavaScript speaks HTTP/2 to the proxy, the others HTTP/1.1. The SDK for Go has lines of its own: aws-sdk-go.',
      'Do not set the variables where the proxy itself starts: it would take the token for an Amazon Bedrock API key of yours.',
    ],
    signs: { binaries: ['aws'], folders: ['~/.aws'], packages: ['@aws-sdk/client-bedrock-runtime'] },
  },
  {
    name: 'aws-sdk-go',
    title: 'AWS SDK for Go',
    door: 'runtime',
    http: 'HTTP/1.1',
    evidence: 'verified',
    version: 'bedrockruntime 1.63.12',
    family: 'any',
    env: signingEnvironment,
    notes: [
      'It sends no bearer token over http, so it is given keys, which stop at the proxy: set them for your program alone, not for a shell in which you use AWS.',
    ],
    signs: {},
  },
]

/** What the AWS SDKs, and what is built on them, read of the environment. */
export function awsEnvironment({ url, region, token }: Connection): Environment {
  return {
    AWS_ENDPOINT_URL_BEDROCK_RUNTIME: url,
    AWS_ENDPOINT_URL_BEDROCK: url,
    AWS_BEARER_TOKEN_BEDROCK: token,
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
  }
}

/** The same for those that sign in place of showing a token. */
export function signingEnvironment({ url, region, keyPair }: Connection): Environment {
  return {
    AWS_ENDPOINT_URL_BEDROCK_RUNTIME: url,
    AWS_ENDPOINT_URL_BEDROCK: url,
    AWS_ACCESS_KEY_ID: keyPair.accessKeyId,
    AWS_SECRET_ACCESS_KEY: keyPair.secretAccessKey,
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
  }
}
