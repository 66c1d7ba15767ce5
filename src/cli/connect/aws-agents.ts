import type { AgentFile, AgentRow, ConfigObject, Connection, Environment } from './agent-row.ts'

/** One block for every AWS SDK; the key pair in it proves the client token, and stops at the proxy. */
const AWS_PROFILE_BLOCK: AgentFile = {
  paths: ['$AWS_CONFIG_FILE', '~/.aws/config'],
  format: 'aws-config',
  settings: profileBlock,
  env: () => ({ AWS_PROFILE: 'bedrock-local' }),
  unset: () => ['AWS_BEARER_TOKEN_BEDROCK', 'AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN'],
}

/** The AWS SDKs, which speak for most programs of the user's own. */
export const AWS_AGENTS: readonly AgentRow[] = [
  {
    name: 'aws-sdk',
    title: 'AWS SDKs and the AWS CLI',
    door: 'runtime',
    http: 'HTTP/1.1 or 2',
    evidence: 'verified',
    version: 'JavaScript 3.1164.0, Python 1.44.8, Java 2.57.8, CLI 1.46.3, Go 1.63.12',
    strict: '2026-11-29 (Python, Java, CLI, Go)',
    family: 'any',
    env: awsEnvironment,
    unset: rivals,
    file: AWS_PROFILE_BLOCK,
    notes: [
      'The SDK for JavaScript speaks HTTP/2 to the proxy, and so does the asynchronous one for Java; the others speak HTTP/1.1.',
      'The profile serves JavaScript, Python, Go, Rust, Java and the AWS CLI alike, bedrock-runtime and the listings of bedrock.',
      'The keys stop at the proxy: set the variables for your program alone, not for a shell in which you use AWS, nor where the proxy itself starts.',
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
    strict: '2026-11-29',
    family: 'any',
    env: awsEnvironment,
    unset: rivals,
    file: AWS_PROFILE_BLOCK,
    notes: [
      'It sends no bearer token over http, so it is given keys, which stop at the proxy: set them for your program alone, not for a shell in which you use AWS.',
    ],
    signs: {},
  },
]

/** What the AWS SDKs, and what is built on them, read of the environment. */
export function awsEnvironment(connection: Connection): Environment {
  const { url, region } = connection
  return {
    AWS_ENDPOINT_URL_BEDROCK_RUNTIME: url,
    AWS_ENDPOINT_URL_BEDROCK: url,
    ...proofFor(connection),
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
  }
}

/**
 * What makes a client believe that it has credentials, and proves the client token: a key pair over http, where some SDKs
 * refuse bearer tokens, and the token itself where TLS is in front, which may change what a signature covers.
 */
export function proofFor({ url, token, keyPair }: Connection): Environment {
  if (isTls(url)) return { AWS_BEARER_TOKEN_BEDROCK: token }
  return { AWS_ACCESS_KEY_ID: keyPair.accessKeyId, AWS_SECRET_ACCESS_KEY: keyPair.secretAccessKey }
}

/** What else of AWS's variables a client would take in place of the key pair; a bearer token wins by itself. */
export function rivals({ url }: Connection): string[] {
  return isTls(url) ? [] : ['AWS_BEARER_TOKEN_BEDROCK', 'AWS_SESSION_TOKEN', 'AWS_PROFILE']
}

/** True where the way to the proxy is encrypted. */
export function isTls(url: string): boolean {
  return url.startsWith('https:')
}

/** `bedrock_runtime` is how most SDKs spell the service, `bedrock-runtime` how the one for Rust does. */
function profileBlock({ url, region, keyPair }: Connection): ConfigObject {
  const endpoint = { endpoint_url: url }
  return {
    'profile bedrock-local': {
      region,
      services: 'bedrock-local',
      aws_access_key_id: keyPair.accessKeyId,
      aws_secret_access_key: keyPair.secretAccessKey,
    },
    'services bedrock-local': { bedrock_runtime: endpoint, 'bedrock-runtime': endpoint, bedrock: endpoint },
  }
}
