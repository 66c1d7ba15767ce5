import { NodeHttpHandler } from '@smithy/node-http-handler'
import { describe, expect, it } from 'vitest'
import { expectNothingLeaked } from '../fixtures/leaks.ts'
import { converseWith, hearOut, SONIC, SONIC_REGION, sonicPath } from '../fixtures/sonic-conversation.ts'
import { BEARER_TOKEN } from '../fixtures/start-frankfurt.ts'
import { startPair, startProxyTo } from '../fixtures/start-pair.ts'

const startSonic = () => startPair({ region: SONIC_REGION })
const prompt = { promptName: 'p' }

describe('The AWS SDK in a bidirectional stream', () => {
  it('hears each answer before it says the next thing', async () => {
    const { proxy, simulator } = await startSonic()
    const conversation = converseWith(proxy.url)
    conversation.say({ sessionStart: {} })
    conversation.say({ promptStart: prompt })
    expect(await conversation.hear()).toMatchObject({ completionStart: prompt })
    for (const content of ['one', 'two', 'three']) {
      conversation.say({ audioInput: { ...prompt, content } })
      expect(await conversation.hear()).toMatchObject({ audioOutput: { content } })
    }
    conversation.say({ promptEnd: prompt })
    expect(await conversation.hear()).toMatchObject({ usageEvent: prompt })
    expect(await conversation.hear()).toMatchObject({ completionEnd: prompt })
    conversation.say({ sessionEnd: {} })
    conversation.end()
    expect(await conversation.hear()).toBeUndefined()
    const [request, ...others] = simulator.requests
    expect(others).toEqual([])
    expect(request).toMatchObject({ path: sonicPath(), signature: 'verified', status: 200, httpVersion: '2.0' })
    expect(request?.events).toHaveLength(7)
    expectNothingLeaked(request?.headers.filter((_, i, all) => !all[i - (i % 2)]?.startsWith(':')) ?? [])
  })

  it('leaves one record, with the bytes of both directions', async () => {
    const { proxy } = await startSonic()
    const conversation = converseWith(proxy.url)
    conversation.say({ textInput: { content: 'hi' } })
    conversation.say({ promptEnd: prompt })
    conversation.end()
    const heard = await hearOut(conversation)
    expect(heard[1]?.textOutput?.content).toBe(`Hello from ${SONIC} in ${SONIC_REGION}. You said: hi`)
    await expect.poll(() => proxy.records()).toHaveLength(1)
    expect(proxy.records()).toMatchObject([
      {
        operation: 'InvokeModelWithBidirectionalStream',
        requestedModel: SONIC,
        sentModel: SONIC,
        status: 200,
        ending: 'complete',
        attempts: 1,
        requestBytes: expect.any(Number),
        responseBytes: expect.any(Number),
        inputTokens: 1,
        outputTokens: 5,
      },
    ])
    expect(Number(proxy.records()[0]?.requestBytes)).toBeGreaterThan(200)
  })

  it.each([`us.${SONIC}`, `arn:aws:bedrock:${SONIC_REGION}::foundation-model/${SONIC}`])(
    'resolves %s like any other model',
    async (model) => {
      const { proxy, simulator } = await startSonic()
      const conversation = converseWith(proxy.url, { model })
      conversation.end()
      expect(await conversation.hear()).toBeUndefined()
      expect(simulator.requests).toMatchObject([{ modelId: model.replace(/^us\./, ''), status: 200 }])
    },
  )

  it('gets a refusal of Bedrock before any event under its own name', async () => {
    const { proxy, simulator } = await startSonic()
    const conversation = converseWith(proxy.url, { model: 'nobody.knows-this' })
    conversation.say({ sessionStart: {} })
    await expect(conversation.hear()).rejects.toMatchObject({
      name: 'ValidationException',
      message: 'The provided model identifier is invalid.',
      $metadata: { httpStatusCode: 400 },
    })
    expect(simulator.requests).toMatchObject([{ status: 400, events: [] }])
  })

  it('is refused by Bedrock where the proxy has the wrong secret', async () => {
    const { simulator } = await startSonic()
    const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'wrong' }
    const proxy = await startProxyTo(simulator.url, { region: SONIC_REGION }, credentials)
    const conversation = converseWith(proxy.url)
    conversation.say({ sessionStart: {} })
    await expect(conversation.hear()).rejects.toMatchObject({
      name: 'InvalidSignatureException',
      $metadata: { httpStatusCode: 403 },
    })
  })

  it('is told over HTTP/1.1 that it needs HTTP/2', async () => {
    const { proxy, simulator } = await startSonic()
    const conversation = converseWith(proxy.url, { requestHandler: new NodeHttpHandler() })
    conversation.say({ sessionStart: {} })
    await expect(conversation.hear()).rejects.toMatchObject({
      name: 'ValidationException',
      message: expect.stringContaining('needs HTTP/2'),
      $metadata: { httpStatusCode: 400 },
    })
    expect(simulator.requests).toEqual([])
  })

  it('may have an API key for the proxy beside its credentials', async () => {
    const { proxy } = await startSonic()
    const conversation = converseWith(proxy.url, {
      token: { token: BEARER_TOKEN },
      authSchemePreference: ['httpBearerAuth'],
    })
    conversation.say({ audioInput: { content: 'hi' } })
    expect(await conversation.hear()).toMatchObject({ audioOutput: { content: 'hi' } })
    conversation.end()
    expect(await conversation.hear()).toBeUndefined()
  })

  it('gets an exception of Bedrock in mid-stream under its own name', async () => {
    const { proxy, simulator } = await startSonic()
    simulator.misbehave({ kind: 'exception-frame', exceptionType: 'throttlingException', message: 'Slow down.' })
    const conversation = converseWith(proxy.url)
    await expect(hearOut(conversation)).rejects.toMatchObject({ name: 'ThrottlingException', message: 'Slow down.' })
  })

  it('takes its request upstream with it when it leaves', async () => {
    const { proxy, simulator } = await startSonic()
    const conversation = converseWith(proxy.url)
    conversation.say({ promptStart: prompt })
    await conversation.hear()
    conversation.abort()
    await expect.poll(() => simulator.requests[0]?.aborted).toBe(true)
    await expect.poll(() => proxy.records()).toMatchObject([{ ending: 'client-left' }])
  })
})
