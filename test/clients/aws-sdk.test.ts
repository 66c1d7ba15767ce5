import * as sdk from '@aws-sdk/client-bedrock-runtime'
import { NodeHttpHandler } from '@smithy/node-http-handler'
import { describe, expect, it, onTestFinished } from 'vitest'
import { collect } from '../fixtures/collect.ts'
import { expectNothingLeaked } from '../fixtures/leaks.ts'
import { BARE, INVOCATION, PROFILE, REPLY } from '../fixtures/model-requests.ts'
import { startPair } from '../fixtures/start-pair.ts'

const MESSAGES = [{ role: 'user' as const, content: [{ text: 'hi' }] }]
const INVOKE = { modelId: BARE, body: INVOCATION, contentType: 'application/json' }
const GUARDRAIL = { guardrailIdentifier: 'abc', guardrailVersion: '1', source: 'INPUT' as const, content: [] }
const S3 = { s3OutputDataConfig: { s3Uri: 's3://bucket' } }
const JOB_ARN = 'arn:aws:bedrock:eu-central-1:123456789012:async-invoke/simulated0001'

type Expected = { readonly path: string; readonly modelId?: string }
type Client = sdk.BedrockRuntimeClient
type Row = readonly [name: string, send: (client: Client) => Promise<unknown>, expected: Expected]

const inPath = (operation: string, modelId: string): Expected => ({
  path: `/model/${encodeURIComponent(modelId)}/${operation}`,
  modelId,
})

/** Every operation of the SDK whose body is whole, with what must have reached Bedrock; aws-sdk-bidirectional.test.ts has the other. */
const OPERATIONS: readonly Row[] = [
  ['InvokeModel', (client) => client.send(new sdk.InvokeModelCommand(INVOKE)), inPath('invoke', PROFILE)],
  [
    'InvokeModelWithResponseStream',
    async (client) => collect((await client.send(new sdk.InvokeModelWithResponseStreamCommand(INVOKE))).body),
    inPath('invoke-with-response-stream', PROFILE),
  ],
  [
    'Converse',
    (client) => client.send(new sdk.ConverseCommand({ modelId: BARE, messages: MESSAGES })),
    inPath('converse', PROFILE),
  ],
  [
    'ConverseStream',
    async (client) =>
      collect((await client.send(new sdk.ConverseStreamCommand({ modelId: BARE, messages: MESSAGES }))).stream),
    inPath('converse-stream', PROFILE),
  ],
  [
    'CountTokens',
    (client) => client.send(new sdk.CountTokensCommand({ modelId: PROFILE, input: { converse: {} } })),
    inPath('count-tokens', BARE),
  ],
  [
    'StartAsyncInvoke',
    (client) =>
      client.send(new sdk.StartAsyncInvokeCommand({ modelId: PROFILE, modelInput: {}, outputDataConfig: S3 })),
    { path: '/async-invoke', modelId: BARE },
  ],
  [
    'GetAsyncInvoke',
    (client) => client.send(new sdk.GetAsyncInvokeCommand({ invocationArn: JOB_ARN })),
    { path: `/async-invoke/${encodeURIComponent(JOB_ARN)}` },
  ],
  [
    'ListAsyncInvokes',
    (client) => client.send(new sdk.ListAsyncInvokesCommand({ maxResults: 5, statusEquals: 'Completed' })),
    { path: '/async-invoke?maxResults=5&statusEquals=Completed' },
  ],
  [
    'ApplyGuardrail',
    (client) => client.send(new sdk.ApplyGuardrailCommand(GUARDRAIL)),
    { path: '/guardrail/abc/version/1/apply' },
  ],
  [
    'InvokeGuardrailChecks',
    (client) => client.send(new sdk.InvokeGuardrailChecksCommand({ messages: [], checks: {} })),
    { path: '/guardrail-checks/invoke' },
  ],
]

it('is covered by these tests in every operation that it exports', () => {
  const exported = Object.keys(sdk).filter((name) => name.endsWith('Command') && name !== '$Command')
  const covered = [...OPERATIONS.map(([name]) => name), 'InvokeModelWithBidirectionalStream']
  expect(covered.map((name) => `${name}Command`).toSorted()).toEqual(exported.toSorted())
})

describe.each(['HTTP/2', 'HTTP/1.1'] as const)('The AWS SDK over %s', (version) => {
  it.each(OPERATIONS)('calls %s', async (name, send, expected) => {
    const { proxy, simulator } = await startPair()
    await send(clientOf(proxy.url))
    const [request, ...others] = simulator.requests
    expect(others).toEqual([])
    expect(request).toMatchObject({ ...expected, operation: name, signature: 'verified', status: 200 })
    expectNothingLeaked(request?.headers ?? [])
  })

  it('reads the tokens of a stream one by one', async () => {
    const { proxy } = await startPair()
    const { stream } = await clientOf(proxy.url).send(
      new sdk.ConverseStreamCommand({ modelId: BARE, messages: MESSAGES }),
    )
    const events = await collect(stream)
    expect(events.map((event) => event.contentBlockDelta?.delta?.text ?? '').join('')).toBe(REPLY)
    expect(events.at(-1)?.metadata?.usage?.outputTokens).toBe(5)
  })

  it('gets the errors of Bedrock under their own names', async () => {
    const { proxy } = await startPair()
    const command = new sdk.ConverseCommand({ modelId: 'nobody.knows-this', messages: MESSAGES })
    await expect(clientOf(proxy.url).send(command)).rejects.toMatchObject({
      name: 'ValidationException',
      message: 'The provided model identifier is invalid.',
    })
  })

  it('gets the refusals of the proxy under the names of AWS', async () => {
    const { proxy, simulator } = await startPair({ routing: 'in-region-only' })
    const command = new sdk.ConverseCommand({ modelId: BARE, messages: MESSAGES })
    await expect(clientOf(proxy.url).send(command)).rejects.toMatchObject({
      name: 'AccessDeniedException',
      message: expect.stringContaining(PROFILE),
    })
    expect(simulator.requests).toEqual([])
  })

  function clientOf(endpoint: string): Client {
    const client = new sdk.BedrockRuntimeClient({
      region: 'us-west-2',
      endpoint,
      credentials: { accessKeyId: 'CLIENTKEY', secretAccessKey: 'client-secret', sessionToken: 'client-session' },
      maxAttempts: 1,
      ...(version === 'HTTP/1.1' && { requestHandler: new NodeHttpHandler() }),
    })
    onTestFinished(() => client.destroy())
    return client
  }
})
