import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { AnthropicBedrock } from '@anthropic-ai/bedrock-sdk'
import { BedrockClient, ListInferenceProfilesCommand } from '@aws-sdk/client-bedrock'
import * as sdk from '@aws-sdk/client-bedrock-runtime'
import { NodeHttpHandler } from '@smithy/node-http-handler'
import { describe, expect, it, onTestFinished } from 'vitest'
import { derivedKeyPair } from '../../src/aws/derived-key-pair.ts'
import { collect } from '../fixtures/collect.ts'
import { hasBoto3 } from '../fixtures/has-boto3.ts'
import { expectNothingLeaked } from '../fixtures/leaks.ts'
import { BARE, INVOCATION, REPLY } from '../fixtures/model-requests.ts'
import { type Pair, startPair } from '../fixtures/start-pair.ts'

const TOKEN = 'client-token-1'
const PAIR = derivedKeyPair(TOKEN)
const WRONG_SECRET = { ...PAIR, secretAccessKey: derivedKeyPair('other').secretAccessKey }
const GUARDED = { clientToken: [{ name: 'laptop', token: TOKEN }] }
const MESSAGES = [{ role: 'user' as const, content: [{ text: 'hi' }] }]
/** An ID with a colon, which clients percent-encode each in their own way. */
const WITH_COLON = 'anthropic.claude-haiku-4-5-20251001-v1:0'

describe.each(['HTTP/2', 'HTTP/1.1'] as const)('The AWS SDK for JavaScript over %s', (version) => {
  it.each([BARE, WITH_COLON])('is known by its signature as it calls %s', async (modelId) => {
    const pair = await startPair(GUARDED)
    const client = clientOf(pair.proxy.url)
    await client.send(new sdk.ConverseCommand({ modelId, messages: MESSAGES }))
    const { stream } = await client.send(new sdk.ConverseStreamCommand({ modelId, messages: MESSAGES }))
    await collect(stream)
    await client.send(new sdk.InvokeModelCommand({ modelId, body: INVOCATION, contentType: 'application/json' }))
    await client.send(new sdk.ListAsyncInvokesCommand({ maxResults: 5, statusEquals: 'Completed' }))
    await expectKnown(pair, 4)
  })

  it('is known as it asks which profiles exist', async () => {
    const pair = await startPair(GUARDED)
    const control = new BedrockClient({ region: 'us-west-2', endpoint: pair.proxy.url, credentials: PAIR })
    onTestFinished(() => control.destroy())
    await control.send(new ListInferenceProfilesCommand({ typeEquals: 'SYSTEM_DEFINED', maxResults: 3 }))
    await expectKnown(pair, 1)
  })

  it('is refused in the words of AWS with a wrong secret, and with a key of nobody', async () => {
    const { proxy, simulator } = await startPair(GUARDED)
    const ask = new sdk.ConverseCommand({ modelId: BARE, messages: MESSAGES })
    await expect(clientOf(proxy.url, WRONG_SECRET).send(ask)).rejects.toMatchObject({
      name: 'InvalidSignatureException',
      $metadata: { httpStatusCode: 403 },
    })
    const nobody = { accessKeyId: 'AKIDNOBODY', secretAccessKey: 'secret' }
    await expect(clientOf(proxy.url, nobody).send(ask)).rejects.toMatchObject({ name: 'UnrecognizedClientException' })
    expect(simulator.requests).toEqual([])
  })

  it('learns the time from the refusal where its clock is an hour off, as it does from AWS', async () => {
    const pair = await startPair(GUARDED)
    const client = clientOf(pair.proxy.url, PAIR, { systemClockOffset: -3_600_000 })
    const ask = new sdk.ConverseCommand({ modelId: BARE, messages: MESSAGES })
    await expect(client.send(ask)).rejects.toMatchObject({ name: 'InvalidSignatureException' })
    await client.send(ask)
    await expect.poll(() => pair.proxy.records()).toMatchObject([{ error: 'client-signature' }, { client: 'laptop' }])
  })

  function clientOf(endpoint: string, credentials = PAIR, config: object = {}): sdk.BedrockRuntimeClient {
    const client = new sdk.BedrockRuntimeClient({
      region: 'us-west-2',
      endpoint,
      credentials,
      maxAttempts: 1,
      ...(version === 'HTTP/1.1' && { requestHandler: new NodeHttpHandler() }),
      ...config,
    })
    onTestFinished(() => client.destroy())
    return client
  }
})

describe('The Anthropic SDK for Bedrock', () => {
  const ASK = { model: WITH_COLON, max_tokens: 10, messages: [{ role: 'user' as const, content: 'hi' }] }

  it('is known by its signature, whole and streaming', async () => {
    const pair = await startPair(GUARDED)
    await clientOf(pair.proxy.url).messages.create(ASK)
    await clientOf(pair.proxy.url).messages.stream(ASK).finalMessage()
    await expectKnown(pair, 2)
  })

  it('is refused with a wrong secret', async () => {
    const { proxy, simulator } = await startPair(GUARDED)
    await expect(clientOf(proxy.url, WRONG_SECRET).messages.create(ASK)).rejects.toMatchObject({ status: 403 })
    expect(simulator.requests).toEqual([])
  })

  function clientOf(baseURL: string, { accessKeyId, secretAccessKey } = PAIR): AnthropicBedrock {
    const keys = { awsAccessKey: accessKeyId, awsSecretKey: secretAccessKey, awsSessionToken: null }
    return new AnthropicBedrock({ baseURL, awsRegion: 'eu-central-1', ...keys, maxRetries: 0 })
  }
})

const SCRIPT = `
import boto3, json, sys
url, model, key, secret = sys.argv[1:]
client = boto3.client('bedrock-runtime', endpoint_url=url, region_name='us-west-2',
                      aws_access_key_id=key, aws_secret_access_key=secret)
messages = [{'role': 'user', 'content': [{'text': 'hi'}]}]
answer = client.converse(modelId=model, messages=messages)['output']['message']['content'][0]['text']
client.invoke_model(modelId=model, body='${INVOCATION}')['body'].read()
client.list_async_invokes(maxResults=5, statusEquals='Completed')
try:
    boto3.client('bedrock-runtime', endpoint_url=url, region_name='us-west-2', aws_access_key_id=key,
                 aws_secret_access_key='wrong').converse(modelId=model, messages=messages)
    refusal = None
except Exception as error:
    refusal = error.response['Error']['Code']
print(json.dumps([answer, refusal]))
`

describe.skipIf(!hasBoto3())('boto3 (left out unless python3 has it)', () => {
  it('is known by its signature, which covers a hash of the body that it does not send', async () => {
    const pair = await startPair(GUARDED)
    const { PATH, HOME } = process.env
    const env = { PATH, HOME, AWS_EC2_METADATA_DISABLED: 'true', AWS_MAX_ATTEMPTS: '1' }
    const argv = ['-c', SCRIPT, pair.proxy.url, BARE, PAIR.accessKeyId, PAIR.secretAccessKey]
    const { stdout } = await promisify(execFile)('python3', argv, { env })
    expect(JSON.parse(stdout)).toEqual([REPLY, 'InvalidSignatureException'])
    expect(pair.simulator.requests).toHaveLength(3)
    await expect.poll(() => pair.proxy.records().map(({ client, error }) => client ?? error)).toContain('laptop')
  })
})

async function expectKnown({ proxy, simulator }: Pair, requests: number): Promise<void> {
  expect(simulator.requests).toHaveLength(requests)
  for (const { signature, headers } of simulator.requests) {
    expect(signature).toBe('verified')
    expectNothingLeaked(headers, [PAIR.accessKeyId, TOKEN])
  }
  await expect
    .poll(() => proxy.records().map(({ client, status }) => ({ client, status })))
    .toEqual(Array.from({ length: requests }, () => ({ client: 'laptop', status: 200 })))
}
