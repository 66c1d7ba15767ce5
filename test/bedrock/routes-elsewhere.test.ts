import { describe, expect, it } from 'vitest'
import { whyNoOperation } from '../../src/bedrock/routes-elsewhere.ts'

describe('whyNoOperation', () => {
  it.each([
    ['/rerank', /bedrock-agent-runtime/],
    ['/v1/rerank', /bedrock-agent-runtime/],
    ['/knowledgebases/KB1/retrieve', /bedrock-agent-runtime/],
    ['/guardrails', /control plane/],
    ['/model-invocation-job/x/stop', /control plane/],
    ['/v1/responses/resp_1', /--mantle/],
    ['/openai/v1/responses/resp_1/cancel', /--mantle/],
    ['/us-west-2/embeddings', /InvokeModel/],
  ])('says of %s where it is', (path, says) => {
    expect(whyNoOperation(path)).toMatch(says)
  })

  it.each([
    '/v1/embeddings',
    '/openai/v1/embeddings',
    '/v1/files',
    '/v1/files/f1/content',
    '/v1/completions',
    '/v1/messages/batches',
    '/anthropic/v1/messages/batches/b1/results',
    '/v1/audio/transcriptions',
    '/v1/images/generations',
    '/v1/threads/t/runs',
    '/v1/responses/compact',
  ])('says of %s that Bedrock has no such route', (path) => {
    expect(whyNoOperation(path)).toMatch(/^Bedrock has no such route\. |^bedrock-runtime keeps no responses/)
  })

  it.each(['/', '', '/v2/chat', '/model/a/invoked', '/a/b/c/d/rerank', '/foo/bar/embeddings', '/%65mbeddings'])(
    'takes "%s" for a wrong base URL',
    (path) => {
      expect(whyNoOperation(path)).toMatch(/^Check the base URL/)
    },
  )

  it('is not held up by a long path', () => {
    expect(whyNoOperation('/a'.repeat(30_000))).toMatch(/^Check the base URL/)
  })
})
