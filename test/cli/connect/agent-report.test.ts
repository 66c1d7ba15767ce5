import { describe, expect, it } from 'vitest'
import { reportAgent } from '../../../src/cli/connect/agent-report.ts'
import { findAgent } from '../../../src/cli/connect/agent-table.ts'
import { CONNECTION } from './sample-connection.ts'

it('fills in a row with a file and variables beside it', () => {
  expect(reportAgent(findAgent('pi'), CONNECTION, '/home/me/models.json')).toMatchObject({
    name: 'pi',
    api: 'Bedrock runtime',
    http: 'HTTP/2',
    model: CONNECTION.large.modelId,
    smallModel: CONNECTION.small.modelId,
    env: { AWS_ENDPOINT_URL_BEDROCK_RUNTIME: CONNECTION.url, NO_PROXY: '127.0.0.1,localhost' },
    file: {
      path: '/home/me/models.json',
      format: 'json',
      text: expect.stringContaining(`"baseUrl": "${CONNECTION.url}"`),
      env: { AWS_BEARER_TOKEN_BEDROCK: 'local', AWS_REGION: 'eu-central-1', NO_PROXY: '127.0.0.1,localhost' },
    },
    code: [],
    steps: [],
  })
})

it('has null where a row has no such way', () => {
  expect(reportAgent(findAgent('roo'), CONNECTION, undefined)).toMatchObject({ env: null, file: null })
})

describe('on a unix socket', () => {
  const onSocket = { ...CONNECTION, url: 'http://localhost', socket: '/run/proxy.sock' }

  it('an agent that can reach one gets the lines for it, and no others', () => {
    expect(reportAgent(findAgent('claude-code'), onSocket, '/home/me/settings.json')).toMatchObject({
      api: 'Anthropic Messages',
      env: { ANTHROPIC_UNIX_SOCKET: '/run/proxy.sock', ANTHROPIC_BASE_URL: 'http://localhost' },
      file: null,
      code: [],
    })
  })

  it('for any other there is a sentence', () => {
    expect(() => reportAgent(findAgent('zed'), onSocket, undefined)).toThrow(
      'Zed cannot reach a unix socket. Let the proxy',
    )
  })
})
