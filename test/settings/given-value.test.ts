import { join } from 'node:path'
import { expect, it } from 'vitest'
import { givenValue, type ValueSources } from '../../src/settings/given-value.ts'
import { SETTINGS_TABLE } from '../../src/settings/settings-table.ts'
import { temporaryFolder } from './temporary-folder.ts'

const NOTHING: ValueSources = {
  flags: {},
  env: {},
  file: { texts: new Map(), mappings: new Map(), problems: [] },
  cwd: '/',
}
const FILE = { name: 'proxy.yaml', texts: new Map([['region', 'from-file-1']]), mappings: new Map(), problems: [] }
const ENV = { BEDROCK_PROXY_REGION: 'from-proxy-1', AWS_REGION: 'from-aws-1', AWS_DEFAULT_REGION: 'from-default-1' }

it.each([
  [{ flags: { region: 'from-flag-1' }, env: ENV, file: FILE }, '--region', 'from-flag-1'],
  [{ env: ENV, file: FILE }, 'BEDROCK_PROXY_REGION', 'from-proxy-1'],
  [{ env: { ...ENV, BEDROCK_PROXY_REGION: '' }, file: FILE }, 'AWS_REGION', 'from-aws-1'],
  [{ env: { AWS_DEFAULT_REGION: 'from-default-1' }, file: FILE }, 'AWS_DEFAULT_REGION', 'from-default-1'],
  [{ env: { AWS_REGION: '' }, file: FILE }, 'region in proxy.yaml', 'from-file-1'],
])('of %o the first one counts: %s', async (sources, givenAs, text) => {
  expect(await givenValue(SETTINGS_TABLE.region, { ...NOTHING, ...sources })).toEqual({ givenAs, text })
})

it('is the mapping of the file as it was parsed, which no flag and no variable can be', async () => {
  const models = { sonnet: 'anthropic.claude-sonnet-4-6' }
  const file = { ...FILE, mappings: new Map([['models', models]]) }
  expect(await givenValue(SETTINGS_TABLE.models, { ...NOTHING, file })).toEqual({
    givenAs: 'models in proxy.yaml',
    mapping: models,
  })
  expect(SETTINGS_TABLE.models.env).toEqual([])
})

it('is absent where nobody gave it', async () => {
  expect(await givenValue(SETTINGS_TABLE.region, NOTHING)).toBeUndefined()
})

it('reads a secret from the file that the variable names, without its last line break', async () => {
  const cwd = temporaryFolder({ token: 'from-secret-file\n' })
  const env = { BEDROCK_PROXY_CLIENT_TOKEN_FILE: join(cwd, 'token') }
  expect(await givenValue(SETTINGS_TABLE.clientToken, { ...NOTHING, env })).toEqual({
    givenAs: 'BEDROCK_PROXY_CLIENT_TOKEN_FILE',
    text: 'from-secret-file',
  })
})

it.each([
  ['a flag', { flags: { region: 'eu-west-1\n' } }],
  ['a variable, as from a Kubernetes secret', { env: { AWS_REGION: 'eu-west-1\r\n', BEDROCK_PROXY_REGION: '\n' } }],
  ['a block of the settings file', { file: { ...FILE, texts: new Map([['region', 'eu-west-1\n']]) } }],
])('is taken without the line break at the end of %s', async (_, sources) => {
  expect(await givenValue(SETTINGS_TABLE.region, { ...NOTHING, ...sources })).toMatchObject({ text: 'eu-west-1' })
})

it('takes the variable itself before the file', async () => {
  const env = { BEDROCK_PROXY_CLIENT_TOKEN: 'direct', BEDROCK_PROXY_CLIENT_TOKEN_FILE: '/not/there' }
  expect(await givenValue(SETTINGS_TABLE.clientToken, { ...NOTHING, env })).toMatchObject({ text: 'direct' })
})

it('tells of a secret file that cannot be read', async () => {
  const env = { BEDROCK_PROXY_CLIENT_TOKEN_FILE: '/not/there' }
  expect(await givenValue(SETTINGS_TABLE.clientToken, { ...NOTHING, env })).toEqual({
    givenAs: 'BEDROCK_PROXY_CLIENT_TOKEN_FILE',
    problem: 'names a file that cannot be read',
  })
})
