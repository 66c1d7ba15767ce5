import { expect, it } from 'vitest'
import {
  FLAG_NAMES,
  SETTING_GROUPS,
  SETTING_NAMES,
  SETTINGS_TABLE,
  type SettingName,
} from '../../src/settings/settings-table.ts'

// Names and defaults that users and other tools rely on; those of every row stand in README.md, where a change shows.
it.each([
  ['host', ['BEDROCK_PROXY_HOST'], '127.0.0.1'],
  ['port', ['BEDROCK_PROXY_PORT'], '8223'],
  ['region', ['BEDROCK_PROXY_REGION', 'AWS_REGION', 'AWS_DEFAULT_REGION'], undefined],
  ['allow-regions', ['BEDROCK_PROXY_ALLOW_REGIONS'], ''],
  ['profile', ['AWS_PROFILE'], undefined],
  ['runtime-endpoint', ['BEDROCK_PROXY_RUNTIME_ENDPOINT'], undefined],
  ['allow-hosts', ['BEDROCK_PROXY_ALLOW_HOSTS'], ''],
  ['control-plane-endpoint', ['BEDROCK_PROXY_CONTROL_PLANE_ENDPOINT'], undefined],
  ['routing', ['BEDROCK_PROXY_ROUTING'], 'geo-first'],
  ['allow-destinations', ['BEDROCK_PROXY_ALLOW_DESTINATIONS'], ''],
  ['failover', ['BEDROCK_PROXY_FAILOVER'], 'off'],
  ['models', [], ''],
  ['applicationProfiles', [], ''],
  ['mantle', ['BEDROCK_PROXY_MANTLE'], 'off'],
  ['discovery', ['BEDROCK_PROXY_DISCOVERY'], 'auto'],
  ['max-body-bytes', ['BEDROCK_PROXY_MAX_BODY_BYTES'], String(32 * 1024 * 1024)],
  ['idle-timeout-ms', ['BEDROCK_PROXY_IDLE_TIMEOUT_MS'], '900000'],
  ['drain-timeout-ms', ['BEDROCK_PROXY_DRAIN_TIMEOUT_MS'], '30000'],
  ['client-token', ['BEDROCK_PROXY_CLIENT_TOKEN'], undefined],
  ['socket', ['BEDROCK_PROXY_SOCKET'], undefined],
  ['insecure-no-client-auth', ['BEDROCK_PROXY_INSECURE_NO_CLIENT_AUTH'], 'false'],
  ['allow-models', ['BEDROCK_PROXY_ALLOW_MODELS'], ''],
  ['deny-models', ['BEDROCK_PROXY_DENY_MODELS'], ''],
  ['allow-accounts', ['BEDROCK_PROXY_ALLOW_ACCOUNTS'], ''],
  ['max-concurrent-requests', ['BEDROCK_PROXY_MAX_CONCURRENT_REQUESTS'], '1000'],
  ['max-buffered-bytes', ['BEDROCK_PROXY_MAX_BUFFERED_BYTES'], String(512 * 1024 * 1024)],
  ['requests-per-minute', ['BEDROCK_PROXY_REQUESTS_PER_MINUTE'], undefined],
  ['tokens-per-day', ['BEDROCK_PROXY_TOKENS_PER_DAY'], undefined],
  ['log-level', ['BEDROCK_PROXY_LOG_LEVEL'], 'info'],
  ['log-format', ['BEDROCK_PROXY_LOG_FORMAT'], undefined],
])('%s comes from %j, else %j', (key, env, defaultText) => {
  const row = SETTING_NAMES.map((name) => SETTINGS_TABLE[name]).find((candidate) => candidate.key === key)
  expect(row).toMatchObject({ key, env })
  expect(row?.default).toBe(defaultText)
})

it.each(SETTING_NAMES)('the default of %s passes its own schema', (name) => {
  const { default: text, schema } = SETTINGS_TABLE[name]
  if (text !== undefined) expect(schema.safeParse(text)).toMatchObject({ success: true })
})

it.each(FLAG_NAMES)('the file key of %s is its name in kebab case, which the command line relies on', (name) => {
  expect(SETTINGS_TABLE[name].key).toBe(name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`))
})

it.each(SETTING_NAMES)('%s has a flag, a variable and a placeholder, or it is a mapping or a switch', (name) => {
  const { isMapping, placeholder, env, schema } = SETTINGS_TABLE[name]
  const isSwitch = schema.safeParse('true').data === true
  expect(placeholder === undefined).toBe(isMapping || isSwitch)
  if (placeholder !== undefined) expect(placeholder).toMatch(/^[A-Z]+$/)
  if (isMapping) expect(env).toEqual([])
  else expect(env.length).toBeGreaterThan(0)
})

it.each(SETTING_NAMES)('%s has a default, or an example and what happens without it', (name) => {
  const { default: text, example, isWorkedOut, otherwise } = SETTINGS_TABLE[name]
  if (text === undefined) expect(example).toEqual(expect.any(String))
  if (isWorkedOut) expect(otherwise).toEqual(expect.any(String))
})

it.each(SETTING_NAMES)('%s stands under one heading', (name) => {
  expect(SETTING_GROUPS.filter(({ names }) => names.includes(name))).toHaveLength(1)
})

it.each<SettingName>(['host', 'port', 'socket', 'clientToken', 'region', 'profile', 'runtimeEndpoint', 'maxBodyBytes'])(
  '%s cannot change while the proxy runs: a listener, a pool or a client has been made with it',
  (name) => {
    expect(SETTINGS_TABLE[name].changes).toBeUndefined()
  },
)
