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
]

describe('A settings file that merely lay in the working directory', () => {
  it.each(REFUSED)('may not set %s to %s', (key, value) => {
    expect(check(key, value, true)).toEqual([expect.stringMatching(`^${key} in ${NAME}: .*--config`)])
  })

  it.each(ALLOWED)('may set %s to %s', (key, value) => {
    expect(check(key, value, true)).toEqual([])
  })
})

it.each(REFUSED)('A settings file that was named may set %s to %s', (key, value) => {
  expect(check(key, value, false)).toEqual([])
})

function check(key: string, value: string, isOnlyFound: boolean): string[] {
  return checkFoundFile({ name: NAME, isOnlyFound, texts: new Map([[key, value]]), problems: [] })
}
