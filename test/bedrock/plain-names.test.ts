import { describe, expect, it } from 'vitest'
import { plainNames, regionNamedIn } from '../../src/bedrock/plain-names.ts'

describe('plainNames', () => {
  it('begins with the name itself and ends with what is most undressed', () => {
    expect(plainNames('bedrock/anthropic/claude-sonnet-4.6:1m')).toEqual([
      'bedrock/anthropic/claude-sonnet-4.6:1m',
      'bedrock/anthropic/claude-sonnet-4.6',
      'bedrock/anthropic/claude-sonnet-4-6:1m',
      'bedrock/anthropic/claude-sonnet-4-6',
      'anthropic/claude-sonnet-4.6:1m',
      'anthropic/claude-sonnet-4.6',
      'anthropic/claude-sonnet-4-6:1m',
      'anthropic/claude-sonnet-4-6',
      'claude-sonnet-4.6:1m',
      'claude-sonnet-4.6',
      'claude-sonnet-4-6:1m',
      'claude-sonnet-4-6',
    ])
  })

  it.each([
    ['m[1m]', 'm'],
    ['m[1M]', 'm'],
    ['m[200k]', 'm'],
    ['m:1m', 'm'],
    ['m:200K', 'm'],
    ['m-1m', 'm'],
    ['m-500k', 'm'],
    ['Bedrock/m', 'm'],
    ['amazon-bedrock/m', 'm'],
    ['bedrock/converse/m', 'm'],
    ['litellm_proxy/bedrock/converse_like/anthropic/m', 'm'],
    ['arn%3Aaws%3Abedrock%3Aeu-west-1%3A1%3Aprompt%2FX', 'arn:aws:bedrock:eu-west-1:1:prompt/X'],
    ['bedrock/arn:aws:bedrock:eu-west-1:1:prompt/X', 'arn:aws:bedrock:eu-west-1:1:prompt/X'],
  ])('reads %s as %s in the end', (name, plain) => {
    expect(plainNames(name).at(-1)).toBe(plain)
  })

  it.each(['m', 'm:0', 'm-20250101-v1:0', 'openai.gpt-oss-120b', 'acme/m', 'eu-west-1/m', 'm-12345k', '%zz', ''])(
    'has no other reading for "%s"',
    (name) => {
      expect(plainNames(name)).toEqual(name === '' ? [] : [name])
    },
  )

  it('leaves alone what is longer than any identifier', () => {
    const name = `bedrock/${'m'.repeat(2048)}`
    expect(plainNames(name)).toEqual([name])
  })

  it('takes off no more than four routers', () => {
    expect(plainNames('bedrock/'.repeat(5).concat('m')).at(-1)).toBe('bedrock/m')
  })
})

describe('regionNamedIn', () => {
  it.each([
    ['arn:aws:bedrock:eu-west-1:1:prompt/X', 'eu-west-1'],
    ['arn%3Aaws%3Abedrock%3Aeu-west-1%3A1%3Aprompt%2FX', 'eu-west-1'],
    ['bedrock/arn:aws:bedrock:eu-west-1:1:prompt/X', 'eu-west-1'],
    ['bedrock/eu-west-1/anthropic.m', undefined],
    ['anthropic.m', undefined],
  ])('finds in %s the Region %s', (name, region) => {
    expect(regionNamedIn(name)).toBe(region)
  })
})
