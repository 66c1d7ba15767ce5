import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { BedrockRuntimeClient, type BedrockRuntimeClientConfig, ConverseCommand } from '@aws-sdk/client-bedrock-runtime'
import OpenAI from 'openai'
import { describe, expect, it, vi } from 'vitest'
import { hasBoto3 } from '../fixtures/has-boto3.ts'
import { freePort } from '../fixtures/start-http-server.ts'
import { startPair } from '../fixtures/start-pair.ts'
import { CLIENT_MESSAGES } from './client-messages.ts'

/** Without anything of the user's: no keys, no profiles, no Region. */
const BARE = {
  HOME: '/nowhere',
  AWS_CONFIG_FILE: '/nowhere/config',
  AWS_SHARED_CREDENTIALS_FILE: '/nowhere/credentials',
  AWS_EC2_METADATA_DISABLED: 'true',
}
const UNSET = ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_PROFILE', 'AWS_REGION', 'AWS_DEFAULT_REGION']
const REGION = 'eu-central-1'
const KEYS = { accessKeyId: 'local', secretAccessKey: 'local' }

/** The messages of docs/troubleshooting.md that this one is an instance of. */
function knownAs(message: string): string[] {
  const quoted = (piece: string) => piece.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  return CLIENT_MESSAGES.map(({ says }) => says).filter((says) =>
    new RegExp(says.split('…').map(quoted).join('.*')).test(message),
  )
}

function messageOf(error: unknown): string {
  return error instanceof Error ? `${error.message} ${messageOf(error.cause)}` : ''
}

async function converse(config: BedrockRuntimeClientConfig): Promise<string> {
  const client = new BedrockRuntimeClient({ maxAttempts: 1, ...config })
  const messages = [{ role: 'user' as const, content: [{ text: 'Say hello.' }] }]
  const message = await client.send(new ConverseCommand({ modelId: 'anthropic.claude-sonnet-4-6', messages })).then(
    () => 'an answer',
    (error: unknown) => messageOf(error),
  )
  client.destroy()
  return message
}

describe('what clients say without the lines that `connect` prints stands in docs/troubleshooting.md', () => {
  it('the AWS SDK for JavaScript', async () => {
    for (const [name, value] of Object.entries(BARE)) vi.stubEnv(name, value)
    for (const name of UNSET) vi.stubEnv(name, undefined)
    const endpoint = `http://127.0.0.1:${await freePort()}`
    expect(knownAs(await converse({ region: REGION }))).toEqual(['Could not load credentials from any providers'])
    expect(knownAs(await converse({ credentials: KEYS }))).toEqual(['Region is missing'])
    const refused = await converse({ region: REGION, credentials: KEYS, endpoint })
    expect(knownAs(refused)).toEqual(['connect ECONNREFUSED 127.0.0.1:…'])
    const { proxy } = await startPair()
    const withTls = await converse({
      region: REGION,
      credentials: KEYS,
      endpoint: proxy.url.replace('http:', 'https:'),
    })
    expect(knownAs(withTls)).toEqual(['wrong version number'])
  })

  it('the SDK of OpenAI', async () => {
    vi.stubEnv('OPENAI_API_KEY', undefined)
    const refused = new OpenAI({ apiKey: 'local', baseURL: `http://127.0.0.1:${await freePort()}`, maxRetries: 0 })
    const message = await refused.models.list().then(
      () => 'an answer',
      (error: Error) => error.message,
    )
    expect(knownAs(message)).toEqual(['Connection error.'])
    expect(() => new OpenAI({})).toThrow(
      'Missing credentials. Please pass an `apiKey`, or set the `OPENAI_API_KEY` environment variable.',
    )
  })

  it.skipIf(!hasBoto3())('boto3 (left out where it is not installed)', async () => {
    const program = `
import boto3, sys
def told(**options):
    try: boto3.client('bedrock-runtime', **options).converse(modelId='x', messages=[])
    except Exception as error: print(error)
told(region_name='${REGION}')
told()
told(region_name='${REGION}', endpoint_url='http://127.0.0.1:${await freePort()}', aws_access_key_id='a', aws_secret_access_key='b')
import os; os.environ['AWS_PROFILE'] = 'bedrock-local'
told(region_name='${REGION}')`
    const env = { ...BARE, PATH: process.env.PATH, AWS_MAX_ATTEMPTS: '1' }
    const { stdout } = await promisify(execFile)('python3', ['-c', program], { env })
    const lines = stdout.trim().split('\n')
    expect(lines.map(knownAs)).toEqual([
      ['Unable to locate credentials'],
      ['You must specify a region.'],
      ['Could not connect to the endpoint URL: "http://127.0.0.1:…"'],
      ['The config profile (bedrock-local) could not be found'],
    ])
  })
})
