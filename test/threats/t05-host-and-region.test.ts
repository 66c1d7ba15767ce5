import { describe, expect, it } from 'vitest'
import { modelPath, post } from '../fixtures/model-requests.ts'
import { startLenientPair as startPair } from '../fixtures/start-lenient.ts'
import { startUpstream } from '../fixtures/start-upstream.ts'

describe('T5: nothing in a request chooses a host, nor a Region that is not allowed', () => {
  it('not a header', async () => {
    const evil = await startUpstream((socket) => socket.end())
    const { host } = new URL(evil.url)
    const { proxy, simulator } = await startPair()
    const headers = {
      'x-forwarded-host': host,
      'x-forwarded-proto': 'http',
      'x-original-url': evil.url,
      'x-rewrite-url': evil.url,
      'x-amz-region': 'us-east-1',
      'x-amzn-bedrock-endpoint': evil.url,
      'x-portkey-custom-host': evil.url,
      'api-base': evil.url,
      forwarded: `host=${host}`,
      aws_bedrock_runtime_endpoint: evil.url,
    }
    expect((await post(proxy.url, modelPath('converse'), '{}', headers)).status).toBe(200)
    expect(simulator.requests).toMatchObject([{ signature: 'verified' }])
    expect(evil.connections()).toBe(0)
  })

  it('not a query, and not a field of the body', async () => {
    const evil = await startUpstream((socket) => socket.end())
    const { proxy, simulator } = await startPair()
    const body = JSON.stringify({
      model: 'anthropic.claude-sonnet-4-6',
      messages: [],
      api_base: evil.url,
      base_url: evil.url,
      aws_region_name: 'us-east-1',
      aws_bedrock_runtime_endpoint: evil.url,
    })
    const path = `/anthropic/v1/messages?endpoint=${encodeURIComponent(evil.url)}&region=us-east-1`
    expect((await post(proxy.url, path, body)).status).toBe(200)
    expect(simulator.requests).toMatchObject([{ signature: 'verified' }])
    expect(evil.connections()).toBe(0)
  })

  it.each([
    '/us-east-1/model/anthropic.claude-sonnet-4-6/converse',
    modelPath('converse', 'arn:aws:bedrock:us-east-1::foundation-model/anthropic.claude-sonnet-4-6'),
    modelPath('converse', 'arn:aws:bedrock:us-east-1:123456789012:application-inference-profile/abc'),
    modelPath('converse', 'arn:aws:bedrock:evil.example:123456789012:application-inference-profile/abc'),
    modelPath('converse', 'arn:aws:bedrock:eu-central-1.evil.example#:123456789012:inference-profile/abc'),
    '/guardrail/arn%3Aaws%3Abedrock%3Aus-east-1%3A123456789012%3Aguardrail%2Fabc/version/1/apply',
  ])('not %s', async (path) => {
    const { proxy, simulator } = await startPair()
    expect((await post(proxy.url, path)).status).toBe(400)
    expect(simulator.requests).toEqual([])
  })
})
