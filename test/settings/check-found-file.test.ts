import { describe, expect, it } from 'vitest'
import { checkFoundFile } from '../../src/settings/check-found-file.ts'

const NAME = './bedrock-profile-proxy.yaml'

const REFUSED: [key: string, value: string][] = [
  ['runtime-endpoint', 'https://bedrock.evil.example'],
  ['runtime-endpoint', 'https://evil.execute-api.eu-central-1.amazonaws.com'],
  ['runtime-endpoint', 'https://127.0.0.1.evil.example'],
  ['runtime-endpoint', 'no URL'],
  ['control-plane-endpoint', 'https://bedrock.evil.example'],
  ['host', '0.0.0.0'],
  ['allow-hosts', 'evil.example'],
  ['runtime-endpoint', 'https://bedrock.{region}.evil.example'],
  ['allow-regions', 'us-east-1'],
  ['failover-regions', 'us-east-1'],
  ['socket', '/tmp/evil'],
  ['insecure-no-client-auth', 'true'],
]

const ALLOWED: [key: string, value: string][] = [
  ['runtime-endpoint', 'http://127.0.0.1:9000'],
  ['control-plane-endpoint', 'http://localhost:9000'],
  ['host', '127.0.0.1'],
  ['host', '::1'],
  ['allow-hosts', ''],
  ['insecure-no-client-auth', 'false'],
  ['port', '9000'],
  ['region', 'eu-central-1'],
  ['routing', 'geo-only'],
  ['allow-regions', ''],
  ['failover-regions', ''],
  ['allow-destinations', '*'],
  ['failover', 'throttling'],
]

const ARN = 'arn:aws:bedrock:eu-central-1:999999999999:application-inference-profile/abc'

describe('A settings file that merely lay in the working directory', () => {
  it.each(REFUSED)('may not set %s to %s', (key, value) => {
    expect(check(key, value, true)).toEqual([expect.stringMatching(`^${key} in ${NAME}: .*--config`)])
  })

  it.each(ALLOWED)('may set %s to %s', (key, value) => {
    expect(check(key, value, true)).toEqual([])
  })

  it('may give names to model IDs, but not to ARNs, which may lead to another account', () => {
    expect(checkModels({ sonnet: 'anthropic.claude-sonnet-4-6' }, true)).toEqual([])
    expect(checkModels({ sonnet: 'anthropic.claude-sonnet-4-6', mine: ARN }, true)).toEqual([
      `models in ${NAME}: may not name an ARN in a file that was only found there. Start with --config ${NAME} if you trust it`,
    ])
  })

  it('may say by which tags a profile of the own account is found', () => {
    expect(checkMapping('applicationProfiles', { tags: { team: ARN } }, true)).toEqual([])
  })
})

it('A settings file that was named may give names to ARNs', () => {
  expect(checkModels({ mine: ARN }, false)).toEqual([])
})

it.each(REFUSED)('A settings file that was named may set %s to %s', (key, value) => {
  expect(check(key, value, false)).toEqual([])
})

function check(key: string, value: string, isOnlyFound: boolean): string[] {
  return checkFoundFile({
    name: NAME,
    isOnlyFound,
    texts: new Map([[key, value]]),
    mappings: new Map(),
    problems: [],
  })
}

function checkModels(models: Record<string, string>, isOnlyFound: boolean): string[] {
  return checkMapping('models', models, isOnlyFound)
}

function checkMapping(key: string, value: unknown, isOnlyFound: boolean): string[] {
  return checkFoundFile({
    name: NAME,
    isOnlyFound,
    texts: new Map(),
    mappings: new Map([[key, value]]),
    problems: [],
  })
}
