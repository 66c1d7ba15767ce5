import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readSettingsFile, type SettingsFile, settingsPlaces } from '../../src/settings/settings-file.ts'
import { temporaryFolder } from './temporary-folder.ts'

const NAME = 'bedrock-profile-proxy.yaml'

function read(
  folder: string,
  search: { configFlag?: string; env?: Record<string, string> } = {},
): Promise<SettingsFile> {
  const { configFlag, env = {} } = search
  return readSettingsFile({ configFlag, env, cwd: join(folder, 'work'), homeDir: join(folder, 'home') })
}

function problemsOf(text: string): Promise<readonly string[]> {
  return read(temporaryFolder({ [`work/${NAME}`]: text })).then(({ problems }) => problems)
}

describe('the file that is read', () => {
  const everywhere = {
    'work/named.yaml': 'port: 1',
    [`work/${NAME}`]: 'port: 2',
    [`xdg/bedrock-profile-proxy/${NAME}`]: 'port: 3',
    [`home/.config/bedrock-profile-proxy/${NAME}`]: 'port: 4',
  }
  const without = (...paths: string[]) =>
    Object.fromEntries(Object.entries(everywhere).filter(([path]) => !paths.includes(path)))

  it('is the one that --config names, relative to the working directory', async () => {
    const file = await read(temporaryFolder(everywhere), { configFlag: 'named.yaml' })
    expect(file).toMatchObject({ name: 'named.yaml', texts: new Map([['port', '1']]) })
  })

  it("is the working directory's without --config", async () => {
    const file = await read(temporaryFolder(everywhere))
    expect(file).toMatchObject({ name: `./${NAME}`, texts: new Map([['port', '2']]) })
  })

  it("is the one in the user's config folder where the working directory has none", async () => {
    const folder = temporaryFolder(without(`work/${NAME}`))
    expect((await read(folder)).texts.get('port')).toBe('4')
    expect((await read(folder, { env: { XDG_CONFIG_HOME: join(folder, 'xdg') } })).texts.get('port')).toBe('3')
  })

  it('may be missing', async () => {
    expect(await read(temporaryFolder())).toEqual({ texts: new Map(), mappings: new Map(), problems: [] })
  })

  it('must be there when --config names it', async () => {
    const { problems } = await read(temporaryFolder(everywhere), { configFlag: 'other.yaml' })
    expect(problems).toEqual(['--config: other.yaml cannot be read (ENOENT)'])
  })

  it('tells of the user’s own file that a found one stands in place of', async () => {
    const user = `home/.config/bedrock-profile-proxy/${NAME}`
    const folder = temporaryFolder(everywhere)
    expect(await read(folder)).toMatchObject({ isOnlyFound: true, hides: join(folder, user) })
    expect(await read(temporaryFolder(without(user)))).not.toHaveProperty('hides')
    expect(await read(folder, { configFlag: 'named.yaml' })).not.toHaveProperty('hides')
  })

  it('is not passed over when it cannot be read', async () => {
    const { problems } = await read(temporaryFolder({ [`work/${NAME}/inside`]: '' }))
    expect(problems).toEqual([`./${NAME}: cannot be read (EISDIR)`])
  })
})

it('The places are those that are read, in their order, and the named one alone where there is one', () => {
  const search = { configFlag: undefined, env: {}, cwd: '/work', homeDir: '/home/me' }
  expect(settingsPlaces(search).map(({ path }) => path)).toEqual([
    `/work/${NAME}`,
    `/home/me/.config/bedrock-profile-proxy/${NAME}`,
  ])
  expect(settingsPlaces({ ...search, configFlag: 'x.yaml' })).toEqual([{ name: 'x.yaml', path: '/work/x.yaml' }])
})

describe('the values', () => {
  it('are kept as they were written, and lists are joined', async () => {
    const text = 'client-token: 007\nport: 0x10\nallow-hosts: [a.internal, b.internal]\n'
    const { texts } = await read(temporaryFolder({ [`work/${NAME}`]: text }))
    expect([...texts]).toEqual([
      ['client-token', '007'],
      ['port', '0x10'],
      ['allow-hosts', 'a.internal,b.internal'],
    ])
  })

  it.each(['', '# nothing but a comment\n', '---\n'])('may be none: %j', async (text) => {
    expect(await problemsOf(text)).toEqual([])
  })

  it('have known keys; an unknown one is told with the nearest', async () => {
    expect(await problemsOf('prot: 1\ntemperature: 2\n')).toEqual([
      `prot in ./${NAME}: is no setting, did you mean port?`,
      `temperature in ./${NAME}: is no setting`,
    ])
  })

  it.each(['- port', 'port'])('stand in a mapping, not in %j', async (text) => {
    expect(await problemsOf(text)).toEqual([`./${NAME}: must be a mapping of settings, such as "port: 8223"`])
  })

  it('of mappings are kept as they were parsed', async () => {
    const text = 'models:\n  sonnet: anthropic.claude-sonnet-4-6\napplicationProfiles: { tags: { cost: 007 } }\n'
    const { texts, mappings, problems } = await read(temporaryFolder({ [`work/${NAME}`]: text }))
    expect([[...texts], problems]).toEqual([[], []])
    expect(Object.fromEntries(mappings)).toEqual({
      models: { sonnet: 'anthropic.claude-sonnet-4-6' },
      applicationProfiles: { tags: { cost: '007' } },
    })
  })

  it('of application profiles are found under no other spelling', async () => {
    expect(await problemsOf('application-profiles: { tags: { team: search } }\n')).toEqual([
      `application-profiles in ./${NAME}: is no setting, did you mean applicationProfiles?`,
    ])
  })

  it('are no mappings themselves', async () => {
    expect(await problemsOf('port:\n  http: 1\n')).toEqual([`port in ./${NAME}: must be a value or a list of values`])
  })

  it.each(['client-token: canary\n  port: [', 'client-token: &a canary\nport: *canary\n', 'port: 1\nport: canary\n'])(
    'are never quoted when the YAML is broken: %j',
    async (text) => {
      const problems = await problemsOf(text)
      expect(problems).toEqual([expect.stringContaining(`./${NAME}: is not valid YAML`)])
      expect(problems.join()).not.toContain('canary')
    },
  )
})
