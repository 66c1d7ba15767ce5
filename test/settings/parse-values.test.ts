import { expect, it } from 'vitest'
import { givenValues, type ValueSources } from '../../src/settings/given-value.ts'
import { parseValues } from '../../src/settings/parse-values.ts'
import { FLAG_NAMES, SETTING_NAMES, SETTINGS_TABLE } from '../../src/settings/settings-table.ts'

const NOTHING: ValueSources = {
  flags: {},
  env: {},
  file: { texts: new Map(), mappings: new Map(), problems: [] },
  cwd: '/',
}

it('gives every default, under no name', async () => {
  const { values, givenAs, problems } = await parsed(NOTHING)
  expect(values).toMatchObject({
    host: '127.0.0.1',
    port: 8223,
    allowHosts: [],
    models: new Map(),
    maxBodyBytes: 33_554_432,
  })
  const withDefault = SETTING_NAMES.filter((name) => SETTINGS_TABLE[name].default !== undefined)
  expect(Object.keys(values)).toEqual(withDefault)
  expect([givenAs.size, problems]).toEqual([0, []])
})

it('keeps the name of each given value', async () => {
  const { values, givenAs } = await parsed({ ...NOTHING, flags: { port: '0' }, env: { AWS_PROFILE: 'work' } })
  expect(values).toMatchObject({ port: 0, profile: 'work' })
  expect([...givenAs]).toEqual([
    ['port', '--port'],
    ['profile', 'AWS_PROFILE'],
  ])
})

it('leaves a wrong value out, and its default too', async () => {
  const { values, problems } = await parsed({ ...NOTHING, env: { BEDROCK_PROXY_PORT: 'tcp://10.0.0.1:8223' } })
  expect(values.port).toBeUndefined()
  expect(problems).toEqual(['BEDROCK_PROXY_PORT: must be a whole number from 0 to 65535'])
})

it('tells every problem with a mapping, each with its place in it', async () => {
  const mappings = new Map<string, unknown>([
    ['models', { sonnet: 'has spaces in it', haiku: 'anthropic.claude-haiku-4-5', opus: ['a', 'b'] }],
    ['applicationProfiles', { tag: 'x', tags: { team: { a: 'b' } } }],
  ])
  const file = { name: 'proxy.yaml', texts: new Map(), mappings, problems: [] }
  const { values, problems } = await parsed({ ...NOTHING, file })
  expect([values.models, values.applicationProfileTags]).toEqual([undefined, undefined])
  expect(problems).toEqual([
    'models in proxy.yaml: sonnet must be a model ID or an ARN',
    'models in proxy.yaml: opus must be a model ID or an ARN',
    'applicationProfiles in proxy.yaml: tag must be spelled tags',
    'applicationProfiles in proxy.yaml: tags.team must be a tag value: up to 256 letters, digits, spaces and ._:/=+@-',
  ])
})

it.each(FLAG_NAMES)('names what gave %s a value with a line break in it, and does not quote it', async (name) => {
  const { key, env, default: value, example } = SETTINGS_TABLE[name]
  const [variable = ''] = env
  const sample = value || example || 'eu-west-1'
  const { values, problems } = await parsed({
    ...NOTHING,
    env: { [variable]: `${sample.slice(0, 1)}\n${sample}` },
  })
  expect(values[name], key).toBeUndefined()
  expect(problems).toEqual([expect.stringMatching(`^${variable}: must be [^\n]+$`)])
})

async function parsed(sources: ValueSources) {
  return parseValues(await givenValues(sources))
}
