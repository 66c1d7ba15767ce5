import { dirname } from 'node:path'
import { describe, expect, it } from 'vitest'
import { type CopyOwner, copyLocation } from '../../src/catalog/copy-location.ts'

const OWNER: CopyOwner = {
  region: 'eu-central-1',
  controlPlane: new URL('https://bedrock.eu-central-1.amazonaws.com'),
  profile: undefined,
  env: {},
  homeDir: '/home/me',
}
const pathOf = (owner: Partial<CopyOwner>) => copyLocation({ ...OWNER, ...owner }).path

it.each([
  [{}, '/home/me/.cache/bedrock-profile-proxy'],
  [{ XDG_CACHE_HOME: '/var/cache/me' }, '/var/cache/me/bedrock-profile-proxy'],
  [{ XDG_CACHE_HOME: 'relative' }, '/home/me/.cache/bedrock-profile-proxy'],
  [{ XDG_CACHE_HOME: '' }, '/home/me/.cache/bedrock-profile-proxy'],
])('lies in the cache folder of the user, as %j says', (env, folder) => {
  expect(dirname(pathOf({ env }))).toBe(folder)
})

it('is named after the Region and a digest', () => {
  expect(pathOf({})).toMatch(/\/eu-central-1-[0-9a-f]{16}\.json$/)
})

it('stays in its folder, whatever the Region is', () => {
  expect(dirname(pathOf({ region: '../../etc' }))).toBe('/home/me/.cache/bedrock-profile-proxy')
})

describe('the same copy', () => {
  it.each<[string, Partial<CopyOwner>]>([
    ['another secret', { env: { AWS_SECRET_ACCESS_KEY: 'other' } }],
    ['another session', { env: { AWS_SESSION_TOKEN: 'other' } }],
  ])('serves %s', (_, other) => {
    expect(pathOf(other)).toBe(pathOf({}))
  })

  it('serves every API key: none of them is part of its name', () => {
    const one = copyLocation({ ...OWNER, env: { AWS_BEARER_TOKEN_BEDROCK: 'one' } })
    expect(one).toEqual(copyLocation({ ...OWNER, env: { AWS_BEARER_TOKEN_BEDROCK: 'other' } }))
    expect(one.isOfOneAccount).toBe(false)
  })
})

it.each<[string, Partial<CopyOwner>]>([
  ['Region', { region: 'eu-west-1' }],
  ['control plane', { controlPlane: new URL('http://127.0.0.1:8000') }],
  ['profile', { profile: 'work' }],
  ['access key', { env: { AWS_ACCESS_KEY_ID: 'AKIDOTHER' } }],
  ['role', { env: { AWS_ROLE_ARN: 'arn:aws:iam::123456789012:role/other' } }],
  ['config file', { env: { AWS_CONFIG_FILE: '/other/config' } }],
  ['kind of proof', { env: { AWS_BEARER_TOKEN_BEDROCK: 'key' } }],
])('another %s has a copy of its own', (_, other) => {
  expect(pathOf(other)).not.toBe(pathOf({}))
})

it('follows the profile rather than the access key, as the AWS SDKs do', () => {
  const env = { AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE' }
  expect(pathOf({ profile: 'work', env })).toBe(pathOf({ profile: 'work' }))
})
