import { describe, expect, it } from 'vitest'
import { METADATA_KEYS, requestMetadata } from '../../src/bedrock/request-metadata.ts'

const CLAUDE_CODE = {
  'user-agent': 'claude-cli/2.1.332 (external, cli)',
  'x-claude-code-session-id': '6f6c1bd9-0d2d-4a4a-9f0f-0123456789ab',
}

describe('Request metadata', () => {
  it('is the name of the client, the name and version of the agent, and the session', () => {
    expect(requestMetadata(METADATA_KEYS, { client: 'laptop', headers: CLAUDE_CODE })).toEqual({
      client: 'laptop',
      agent: 'claude-cli/2.1.332',
      session: '6f6c1bd9-0d2d-4a4a-9f0f-0123456789ab',
    })
  })

  it('is what is asked for, as far as it is known', () => {
    expect(requestMetadata(['client', 'session'], { client: undefined, headers: CLAUDE_CODE })).toEqual({
      session: expect.any(String),
    })
    expect(requestMetadata(METADATA_KEYS, { client: undefined, headers: {} })).toBeUndefined()
    expect(requestMetadata([], { client: 'laptop', headers: CLAUDE_CODE })).toBeUndefined()
  })

  it.each([
    ['aws-sdk-js/3.1164.0 ua/2.1 os/linux#6.1 lang/js md/nodejs#22', 'aws-sdk-js/3.1164.0'],
    ['Boto3/1.43.1 md/Botocore#1.43.1 md/awscrt#0.27', 'Boto3/1.43.1'],
    ['OpenAI/Python 1.99.0', 'OpenAI/Python'],
    ['curl', 'curl'],
    ['  curl/8.5.0  ', 'curl/8.5.0'],
    ['name/1.0/2.0 x', 'name/1.0'],
    ['name/', 'name'],
    ['name/1.0(comment)', 'name/1.0'],
    ['é\u{1f600}"\\/1{0}', '____/1_0_'],
    ['(comment alone)', undefined],
    ['/1.0', undefined],
    ['', undefined],
  ])('has of the user agent %j the first product alone: %j', (userAgent, agent) => {
    expect(requestMetadata(['agent'], { client: undefined, headers: { 'user-agent': userAgent } })?.agent).toBe(agent)
  })

  it('has _ for what AWS refuses, character by character, and no more than 256 of them', () => {
    const session = (text: string) =>
      requestMetadata(['session'], { client: undefined, headers: { 'x-claude-code-session-id': text } })?.session
    expect(session(`a b:_@$#=/+,.-Z9`)).toBe('a b:_@$#=/+,.-Z9')
    expect(session('"}\\{\u0000\n\té\u{1f600}<%')).toBe('_'.repeat(11))
    expect(session('s'.repeat(300))).toBe('s'.repeat(256))
    expect(session(`${'s'.repeat(255)}\u{1f600}`)).toBe(`${'s'.repeat(255)}_`)
  })

  it('takes the first of several session headers', () => {
    const headers = { 'x-claude-code-session-id': ['one', 'two'] }
    expect(requestMetadata(['session'], { client: undefined, headers })).toEqual({ session: 'one' })
  })
})
