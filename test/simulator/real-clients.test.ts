import { AnthropicBedrock } from '@anthropic-ai/bedrock-sdk'
import {
  BedrockClient,
  GetFoundationModelCommand,
  GetInferenceProfileCommand,
  ListFoundationModelsCommand,
  ListTagsForResourceCommand,
  paginateListInferenceProfiles,
} from '@aws-sdk/client-bedrock'
import {
  ApplyGuardrailCommand,
  BedrockRuntimeClient,
  ConverseCommand,
  ConverseStreamCommand,
  CountTokensCommand,
  GetAsyncInvokeCommand,
  InvokeGuardrailChecksCommand,
  InvokeModelCommand,
  InvokeModelWithResponseStreamCommand,
  ListAsyncInvokesCommand,
  StartAsyncInvokeCommand,
} from '@aws-sdk/client-bedrock-runtime'
import { NodeHttpHandler } from '@smithy/node-http-handler'
import { describe, expect, it, onTestFinished } from 'vitest'
import { collect } from '../fixtures/collect.ts'
import { CREDENTIALS, FRANKFURT, startFrankfurt } from '../fixtures/start-frankfurt.ts'

const BARE = 'anthropic.claude-sonnet-4-6'
const PROFILE = 'eu.anthropic.claude-sonnet-4-6'
const REPLY = `Hello from ${PROFILE} in eu-central-1.`
const MESSAGES = [{ role: 'user' as const, content: [{ text: 'hi' }] }]

describe.each(['HTTP/2', 'HTTP/1.1'] as const)('The AWS SDK over %s', (version) => {
  function runtime(endpoint: string, credentials: typeof CREDENTIALS & { sessionToken?: string } = CREDENTIALS) {
    const client = new BedrockRuntimeClient({
      region: 'eu-central-1',
      endpoint,
      credentials,
      maxAttempts: 1,
      ...(version === 'HTTP/1.1' && { requestHandler: new NodeHttpHandler() }),
    })
    onTestFinished(() => client.destroy())
    return client
  }

  it('is refused a bare ID in the words of Bedrock', async () => {
    const { url, requests } = await startFrankfurt()
    await expect(runtime(url).send(new ConverseCommand({ modelId: BARE, messages: MESSAGES }))).rejects.toMatchObject({
      name: 'ValidationException',
      message: `Invocation of model ID ${BARE} with on-demand throughput isn’t supported. Retry your request with the ID or ARN of an inference profile that contains this model.`,
    })
    expect(requests).toMatchObject([{ operation: 'Converse', modelId: BARE, signature: 'verified', status: 400 }])
  })

  it('converses with a profile of the Region', async () => {
    const { url, requests } = await startFrankfurt()
    const answer = await runtime(url).send(new ConverseCommand({ modelId: PROFILE, messages: MESSAGES }))
    expect(answer.output?.message?.content).toEqual([{ text: REPLY }])
    expect(answer.stopReason).toBe('end_turn')
    expect(requests).toMatchObject([
      { modelId: PROFILE, signature: 'verified', status: 200, httpVersion: version.slice(5).padEnd(3, '.0') },
    ])
  })

  it('decodes a stream', async () => {
    const { url } = await startFrankfurt()
    const { stream } = await runtime(url).send(new ConverseStreamCommand({ modelId: PROFILE, messages: MESSAGES }))
    const events = await collect(stream)
    expect(events.map((event) => event.contentBlockDelta?.delta?.text ?? '').join('')).toBe(REPLY)
    expect(events.at(-1)?.metadata?.usage?.outputTokens).toBe(5)
  })

  it('is refused with another secret', async () => {
    const { url, requests } = await startFrankfurt()
    const client = runtime(url, { ...CREDENTIALS, secretAccessKey: 'another' })
    await expect(client.send(new ConverseCommand({ modelId: PROFILE, messages: MESSAGES }))).rejects.toMatchObject({
      name: 'InvalidSignatureException',
      $metadata: { httpStatusCode: 403 },
    })
    expect(requests).toMatchObject([{ signature: 'refused', status: 403 }])
  })

  it('is let in with the session token that the simulator knows', async () => {
    const credentials = { ...CREDENTIALS, sessionToken: 'SESSION' }
    const { url } = await startFrankfurt({ credentials })
    await runtime(url, credentials).send(new ConverseCommand({ modelId: PROFILE, messages: MESSAGES }))
    await expect(
      runtime(url).send(new ConverseCommand({ modelId: PROFILE, messages: MESSAGES })),
    ).rejects.toMatchObject({ name: 'UnrecognizedClientException' })
  })

  it('reads the answer of every other operation', async () => {
    const { url, requests } = await startFrankfurt()
    const client = runtime(url)
    const invocation = { modelId: 'openai.gpt-oss-20b-1:0', body: '{}', contentType: 'application/json' }
    const invoked = await client.send(new InvokeModelCommand(invocation))
    expect(JSON.parse(invoked.body.transformToString())).toEqual({
      outputText: 'Hello from openai.gpt-oss-20b-1:0 in eu-central-1.',
    })
    const streamed = await client.send(new InvokeModelWithResponseStreamCommand(invocation))
    expect(await collect(streamed.body)).toHaveLength(5)
    const counted = await client.send(new CountTokensCommand({ modelId: BARE, input: { converse: {} } }))
    expect(counted.inputTokens).toBeGreaterThan(0)
    const { invocationArn } = await client.send(
      new StartAsyncInvokeCommand({
        modelId: BARE,
        modelInput: {},
        outputDataConfig: { s3OutputDataConfig: { s3Uri: 's3://bucket' } },
      }),
    )
    const job = await client.send(new GetAsyncInvokeCommand({ invocationArn: invocationArn ?? '' }))
    expect(job).toMatchObject({ invocationArn, status: 'Completed', submitTime: expect.any(Date) })
    const { asyncInvokeSummaries } = await client.send(new ListAsyncInvokesCommand({ maxResults: 5 }))
    expect(asyncInvokeSummaries).toMatchObject([{ invocationArn }])
    const guardrail = { guardrailIdentifier: 'abc', guardrailVersion: '1', source: 'INPUT' as const, content: [] }
    expect((await client.send(new ApplyGuardrailCommand(guardrail))).action).toBe('NONE')
    await client.send(new InvokeGuardrailChecksCommand({ messages: [], checks: {} }))
    expect(requests.map((request) => request.signature)).toEqual(requests.map(() => 'verified'))
    expect(requests.map((request) => request.status)).toEqual(requests.map(() => 200))
  })
})

it('serves the Anthropic SDK, whole messages and streams', async () => {
  const { url } = await startFrankfurt()
  const { accessKeyId: awsAccessKey, secretAccessKey: awsSecretKey } = CREDENTIALS
  const client = new AnthropicBedrock({
    baseURL: url,
    awsRegion: 'eu-central-1',
    awsAccessKey,
    awsSecretKey,
    maxRetries: 0,
  })
  const ask = { model: PROFILE, max_tokens: 10, messages: [{ role: 'user' as const, content: 'hi' }] }
  expect((await client.messages.create(ask)).content).toMatchObject([{ type: 'text', text: REPLY }])
  const final = await client.messages.stream(ask).finalMessage()
  expect(final).toMatchObject({ content: [{ text: REPLY }], stop_reason: 'end_turn', usage: { output_tokens: 5 } })
})

it("serves the SDK's control plane on the same port, page by page", async () => {
  const { url } = await startFrankfurt()
  const client = new BedrockClient({ region: 'eu-central-1', endpoint: url, credentials: CREDENTIALS })
  onTestFinished(() => client.destroy())
  const pages = await collect(
    paginateListInferenceProfiles({ client }, { typeEquals: 'SYSTEM_DEFINED', maxResults: 10 }),
  )
  const ids = pages.flatMap((page) => page.inferenceProfileSummaries ?? []).map((profile) => profile.inferenceProfileId)
  const expected = [...FRANKFURT.models.values()].flatMap((model) => model.profiles.map((profile) => profile.id))
  expect(pages.length).toBe(Math.ceil(expected.length / 10))
  expect(ids).toEqual(expected)
  const arn = pages[0]?.inferenceProfileSummaries?.[0]?.inferenceProfileArn
  const profile = await client.send(new GetInferenceProfileCommand({ inferenceProfileIdentifier: arn }))
  expect(profile.inferenceProfileArn).toBe(arn)
  const { modelSummaries } = await client.send(new ListFoundationModelsCommand())
  expect(modelSummaries?.find((model) => model.modelId === BARE)?.inferenceTypesSupported).toEqual([
    'INFERENCE_PROFILE',
  ])
})

it("serves the SDK the account's own profiles with their tags, and a model with its end", async () => {
  const arn = 'arn:aws:bedrock:eu-central-1:123456789012:application-inference-profile/x1y2z3'
  const own = { name: 'search', modelId: BARE, destinationRegions: ['eu-west-1'], reachesAnywhere: false }
  const tags = { team: 'search' }
  const { url, requests } = await startFrankfurt({
    catalog: { ...FRANKFURT, applicationProfiles: [{ arn, ...own, tags }] },
  })
  const client = new BedrockClient({ region: 'eu-central-1', endpoint: url, credentials: CREDENTIALS })
  onTestFinished(() => client.destroy())
  const pages = await collect(paginateListInferenceProfiles({ client }, { typeEquals: 'APPLICATION' }))
  expect(pages.flatMap((page) => page.inferenceProfileSummaries)).toMatchObject([
    {
      inferenceProfileArn: arn,
      inferenceProfileId: 'x1y2z3',
      inferenceProfileName: 'search',
      createdAt: expect.any(Date),
    },
  ])
  expect((await client.send(new ListTagsForResourceCommand({ resourceARN: arn }))).tags).toEqual([
    { key: 'team', value: 'search' },
  ])
  const modelIdentifier = 'anthropic.claude-3-haiku-20240307-v1:0'
  const { modelDetails } = await client.send(new GetFoundationModelCommand({ modelIdentifier }))
  expect(modelDetails?.modelLifecycle).toEqual({ status: 'LEGACY', endOfLifeTime: new Date('2026-09-10T00:00:00Z') })
  expect(requests.map(({ signature, status }) => [signature, status])).toEqual(requests.map(() => ['verified', 200]))
})
