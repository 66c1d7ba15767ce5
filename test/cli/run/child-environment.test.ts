import { describe, expect, it } from 'vitest'
import { AWS_CREDENTIALS, childEnvironment, type Wanted } from '../../../src/cli/run/child-environment.ts'

const PARENT = {
  PATH: '/bin',
  AWS_ACCESS_KEY_ID: 'AKID',
  AWS_SECRET_ACCESS_KEY: 'secret',
  AWS_PROFILE: 'work',
  GONE: undefined,
}
const PAIR = { AWS_ACCESS_KEY_ID: 'BPROXY', AWS_SECRET_ACCESS_KEY: 'derived' }
const WANTED: Wanted = { set: { URL: 'http://x' }, unset: [], token: 's3cret', keepsCredentials: false }

it('has no AWS credentials of its parent, and tells which were taken', () => {
  expect(childEnvironment(PARENT, WANTED)).toEqual({
    env: { PATH: '/bin', AWS_PROFILE: 'work', URL: 'http://x' },
    taken: ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY'],
  })
})

it.each(AWS_CREDENTIALS)('takes %s away', (name) => {
  expect(childEnvironment({ [name]: 'x' }, WANTED)).toEqual({ env: { URL: 'http://x' }, taken: [name] })
})

it('has what the agent is given, and not what would win over it', () => {
  const { env } = childEnvironment(PARENT, { ...WANTED, set: PAIR, unset: ['AWS_PROFILE'] })
  expect(env).toEqual({ PATH: '/bin', ...PAIR })
})

describe('where the credentials are to stay', () => {
  const keeping = { ...WANTED, keepsCredentials: true }

  it('they do', () => {
    const { env, taken } = childEnvironment(PARENT, { ...keeping, unset: ['AWS_PROFILE'] })
    expect([env, taken]).toEqual([{ ...PARENT, GONE: undefined, URL: 'http://x' }, []])
  })

  it('no key pair takes their place, but a bearer token, which is for Bedrock alone', () => {
    const { env } = childEnvironment(PARENT, { ...keeping, set: PAIR, unset: ['AWS_BEARER_TOKEN_BEDROCK'] })
    expect(env).toMatchObject({ AWS_ACCESS_KEY_ID: 'AKID', AWS_BEARER_TOKEN_BEDROCK: 's3cret' })
  })

  it('a bearer token stays as well', () => {
    const parent = { ...PARENT, AWS_BEARER_TOKEN_BEDROCK: 'own' }
    const { env } = childEnvironment(parent, { ...keeping, set: PAIR, unset: ['AWS_BEARER_TOKEN_BEDROCK'] })
    expect(env).toMatchObject({ AWS_ACCESS_KEY_ID: 'AKID', AWS_BEARER_TOKEN_BEDROCK: 'own' })
  })

  it('a key pair is given where there was none', () => {
    expect(childEnvironment({}, { ...keeping, set: PAIR }).env).toEqual(PAIR)
  })
})

it('hosts that were kept away from other proxies stay so, in either spelling', () => {
  const set = { NO_PROXY: '127.0.0.1,localhost' }
  const { env } = childEnvironment({ no_proxy: 'corp.example', NO_PROXY: '' }, { ...WANTED, set })
  expect(env).toEqual({ NO_PROXY: 'corp.example,127.0.0.1,localhost', no_proxy: 'corp.example,127.0.0.1,localhost' })
})
