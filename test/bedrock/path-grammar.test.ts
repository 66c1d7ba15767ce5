import { describe, expect, it } from 'vitest'
import { dialectOfPath, findOperation } from '../../src/bedrock/path-grammar.ts'

const ARN = 'arn:aws:bedrock:eu-central-1:123456789012:application-inference-profile/abc'

describe('findOperation', () => {
  it.each([
    [
      'POST',
      'Messages',
      ['/v1/messages', '/v1/v1/messages', '/messages', '/anthropic/messages', '/anthropic/v1/messages'],
    ],
    [
      'POST',
      'CountMessageTokens',
      ['/v1/messages/count_tokens', '/messages/count_tokens', '/anthropic/v1/messages/count_tokens'],
    ],
    ['POST', 'ChatCompletions', ['/v1/chat/completions', '/chat/completions', '/openai/v1/chat/completions']],
    ['POST', 'Responses', ['/v1/responses', '/responses', '/openai/v1/responses', '/v1/v1/responses']],
    ['GET', 'ListModels', ['/v1/models', '/models', '/openai/v1/models', '/anthropic/v1/models', '/v1/models/']],
    ['GET', 'GetModel', ['/v1/models/a.b', '/models/a.b', '/openai/v1/models/a.b']],
    ['POST', 'MantleResponses', ['/mantle/v1/responses', '/mantle/openai/v1/responses']],
    ['POST', 'MantleMessages', ['/mantle/anthropic/v1/messages']],
  ])('knows that %s %s has all of its paths', (method, name, paths) => {
    for (const path of paths) {
      expect(findOperation(method, path)?.operation.name).toBe(name)
      expect(findOperation(method, `/pfx/us-west-2${path}`)).toMatchObject({ operation: { name }, region: 'us-west-2' })
    }
  })

  it.each([
    ['POST', `/model/${ARN}/invoke`, 'InvokeModel', [ARN]],
    ['POST', `/model/${ARN.replaceAll(':', '%3A')}/converse`, 'Converse', [ARN.replaceAll(':', '%3A')]],
    [
      'POST',
      '/model/arn:aws:bedrock:r:1:custom-model/a.b/c/invoke',
      'InvokeModel',
      ['arn:aws:bedrock:r:1:custom-model/a.b/c'],
    ],
    ['POST', `/model/${ARN}/converse/invoke`, 'InvokeModel', [`${ARN}/converse`]],
    ['GET', `/inference-profiles/${ARN}`, 'GetInferenceProfile', [ARN]],
    ['POST', `/guardrail/${ARN}/version/1/apply`, 'ApplyGuardrail', [ARN, '1']],
  ])('%s %s takes the slash of an ARN for a part of the label', (method, path, name, rawLabels) => {
    expect(findOperation(method, path)).toMatchObject({ operation: { name }, rawLabels })
  })

  it.each([
    ['POST', '/v1/model/a/invoke', 'InvokeModel', undefined],
    ['POST', '/anthropic/model/a/converse', 'Converse', undefined],
    ['POST', '/anthropic/v1/model/a/count-tokens', 'CountTokens', undefined],
    ['POST', '/openai/v1/model/a/converse-stream', 'ConverseStream', undefined],
    ['POST', '/us-west-2/v1/model/a/invoke', 'InvokeModel', 'us-west-2'],
    ['POST', '/v1/us-west-2/model/a/invoke', 'InvokeModel', 'us-west-2'],
    ['POST', '/pfx/openai/v1/model/a/invoke', 'InvokeModel', undefined],
    ['GET', '/openai/v1/inference-profiles', 'ListInferenceProfiles', undefined],
    ['GET', '/v1/foundation-models', 'ListFoundationModels', undefined],
    ['POST', '/v1/openai/v1/responses', 'Responses', undefined],
    ['POST', '/openai/v1/messages', 'Messages', undefined],
    ['POST', '/anthropic/v1/chat/completions', 'ChatCompletions', undefined],
  ])('%s %s is served behind a base URL for another API', (method, path, name, region) => {
    expect(findOperation(method, path)).toMatchObject({ operation: { name }, region })
  })

  it.each(['/v1/models', '/inference-profiles', '/async-invoke', '/v1/models/a.b'])(
    'HEAD %s asks as GET does',
    (path) => {
      expect(findOperation('HEAD', path)).toEqual(findOperation('GET', path))
      expect(findOperation('GET', path)).toBeDefined()
    },
  )

  it.each(['bedrock/us.anthropic.m', 'amazon-bedrock/converse/m'])(
    "takes the slashes of a router's name %s",
    (name) => {
      expect(findOperation('POST', `/model/${name}/invoke`)).toMatchObject({ rawLabels: [name] })
    },
  )

  it.each([
    ['POST', '/model/a/b/invoke'],
    ['POST', `/model/x${ARN}/invoke`],
    ['POST', `/model/${ARN}/invoked`],
    ['POST', '/model/arn:/invoke/x'],
    ['POST', '/eu/v1/messages'],
    ['POST', '/acme/b/model/c/d/invoke'],
    ['HEAD', '/v1/messages'],
    ['POST', '/v1/eu/model/a/invoke'],
    ['POST', '/v1/mantle/model/a/invoke'],
    ['GET', '/v1/messages'],
    ['DELETE', '/v1/models/a'],
    ['POST', '/mantle/v1/embeddings'],
    ['POST', '/mantle/model/a/invoke'],
    ['POST', '/mantle'],
  ])('knows no operation %s %s', (method, path) => {
    expect(findOperation(method, path)).toBeUndefined()
  })
})

describe('dialectOfPath', () => {
  it.each([
    ['/openai/v1/chat/completions', 'openai'],
    ['/openai/v1/responses', 'openai'],
    ['/openai/v1/nothing-here', 'openai'],
    ['/v1/chat/completions', 'openai'],
    ['/responses', 'openai'],
    ['/v1/nothing-here', 'openai'],
    ['/mantle/openai/v1/responses', 'openai'],
    ['/mantle/v1/nothing-here', 'openai'],
    ['/anthropic/v1/messages', 'anthropic'],
    ['/anthropic/v1/nothing-here', 'anthropic'],
    ['/v1/messages', 'anthropic'],
    ['/v1/v1/messages', 'anthropic'],
    ['/us-west-2/pfx/v1/messages', 'aws'],
    ['/pfx/us-west-2/v1/messages/', 'anthropic'],
    ['/messages', 'anthropic'],
    ['/mantle/anthropic/v1/messages', 'anthropic'],
    ['/v1/models', 'openai'],
    ['/model/openai/invoke', 'aws'],
    ['/async-invoke', 'aws'],
    ['/constructor/x', 'aws'],
    ['/mantle', 'aws'],
    ['/', 'aws'],
  ])('takes %s for %s', (path, dialect) => {
    expect(dialectOfPath(path)).toBe(dialect)
  })
})
