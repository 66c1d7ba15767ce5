import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { loadSettings } from '../../src/settings/load-settings.ts'
import { createReload, type Reload } from '../../src/settings/reload-settings.ts'
import { temporaryFolder } from './temporary-folder.ts'

const FILE = 'settings.yaml'

type Edited = { edit(text: string): Promise<Reload>; remove(): Promise<Reload> }

/** Settings that were loaded from a file that can be edited. */
async function loadedFrom(text: string, flags: Record<string, string> = {}): Promise<Edited> {
  const folder = temporaryFolder({ 'bedrock-profile-proxy.yaml': text })
  const file = join(folder, 'bedrock-profile-proxy.yaml')
  const env = { AWS_REGION: 'eu-central-1' }
  const load = () => loadSettings({ flags, env, cwd: folder, homeDir: folder, isTerminal: false })
  const reload = createReload(load, await load())
  return {
    edit(changed) {
      writeFileSync(file, changed)
      return reload()
    },
    remove() {
      rmSync(file)
      return reload()
    },
  }
}

describe('settings that are read again', () => {
  it('have nothing new where only the form of the file changed', async () => {
    const { edit } = await loadedFrom('routing: geo-only\nmodels: { a: x.y, b: x.z }\n')
    expect(await edit('# A comment\nmodels:\n  b: x.z\n  a: x.y\nrouting: geo-only\n')).toEqual({ kind: 'unchanged' })
  })

  it.each<[text: string, changedKeys: string[], settings: Record<string, unknown>]>([
    ['routing: geo-only', ['routing'], { routing: 'geo-only' }],
    ['allow-destinations: eu-*', ['allow-destinations'], { allowDestinations: ['eu-*'] }],
    ['failover: throttling', ['failover'], { failover: 'throttling' }],
    ['log-level: debug', ['log-level'], { logLevel: 'debug' }],
    ['models: { a: x.y }', ['models'], { models: new Map([['a', 'x.y']]) }],
    [
      'applicationProfiles: { tags: { team: search } }',
      ['applicationProfiles'],
      { applicationProfileTags: new Map([['team', 'search']]) },
    ],
    ['routing: geo-only\nlog-level: warn', ['routing', 'log-level'], { routing: 'geo-only', logLevel: 'warn' }],
  ])('take effect at once: %s', async (text, changedKeys, settings) => {
    const { edit } = await loadedFrom('')
    expect(await edit(text)).toMatchObject({ kind: 'changed', changedKeys, restartKeys: [], settings })
    expect(await edit('{}')).toMatchObject({ kind: 'changed', changedKeys, restartKeys: [] })
  })

  it('stay as they were at the start where a change needs a restart, which is told once', async () => {
    const { edit } = await loadedFrom('port: 1\n')
    expect(await edit('port: 2\nidle-timeout-ms: 5\nrouting: geo-only\n')).toMatchObject({
      kind: 'changed',
      settings: { port: 1, idleTimeoutMs: 900_000, routing: 'geo-only' },
      changedKeys: ['routing'],
      restartKeys: ['port', 'idle-timeout-ms'],
    })
    expect(await edit('port: 2\nidle-timeout-ms: 5\n')).toMatchObject({ changedKeys: ['routing'], restartKeys: [] })
    expect(await edit('port: 3\n')).toMatchObject({ changedKeys: [], restartKeys: ['port'], settings: { port: 1 } })
    expect(await edit('port: 1\n')).toEqual({ kind: 'unchanged' })
  })

  it('are still overruled by a flag', async () => {
    const { edit } = await loadedFrom('', { routing: 'geo-first' })
    expect(await edit('routing: global-only')).toEqual({ kind: 'unchanged' })
  })

  it.each([
    ['broken YAML', 'routing: [', 'is not valid YAML'],
    ['a wrong value', 'routing: nearest\nlog-level: debug', 'routing in ./bedrock-profile-proxy.yaml: must be one of'],
    ['an unknown key', 'rooting: geo-only', 'did you mean routing?'],
    ['what a found file may not say', 'runtime-endpoint: https://evil.example', 'only found there'],
  ])('change nothing where the file has %s', async (_, text, problem) => {
    const { edit } = await loadedFrom('routing: geo-only\n')
    expect(await edit(text)).toEqual({ kind: 'refused', problems: [expect.stringContaining(problem)] })
    expect(await edit('routing: geo-only\n')).toEqual({ kind: 'unchanged' })
    expect(await edit('routing: global-only\n')).toMatchObject({ changedKeys: ['routing'] })
  })

  it.each([
    ['was cut to nothing', ''],
    ['has white space alone', ' \n\n'],
    ['has comments alone', '# deny-models: anthropic.*\n'],
    ['is a document without content', '---\n...\n'],
  ])('keep the rules of a file that %s, and say so', async (_, text) => {
    const { edit } = await loadedFrom('deny-models: anthropic.*\n')
    const refused = { kind: 'refused', problems: [expect.stringContaining('yaml: sets nothing any more. Write {}')] }
    expect(await edit(text)).toEqual(refused)
    expect(await edit(text)).toEqual(refused)
    expect(await edit('deny-models: anthropic.*\n')).toEqual({ kind: 'unchanged' })
  })

  it('keep a list of which nothing is left but its key', async () => {
    const { edit } = await loadedFrom('deny-models: anthropic.*\n')
    expect(await edit('deny-models:\n')).toEqual({
      kind: 'refused',
      problems: [expect.stringContaining('has nothing behind it. Write []')],
    })
    expect(await edit('deny-models: []\n')).toMatchObject({ changedKeys: ['deny-models'] })
  })

  it('take a file that was empty at the start, and is filled or stays empty', async () => {
    const { edit } = await loadedFrom('# nothing yet\n')
    expect(await edit('')).toEqual({
      kind: 'changed',
      settings: expect.anything(),
      changedKeys: [],
      restartKeys: [],
      warnings: [expect.stringContaining('is empty')],
    })
    expect(await edit('routing: geo-only\n')).toMatchObject({ changedKeys: ['routing'] })
  })

  it('keep the rules of a file that is gone', async () => {
    const { edit, remove } = await loadedFrom('allow-destinations: eu-*\n')
    expect(await remove()).toEqual({
      kind: 'refused',
      problems: ['./bedrock-profile-proxy.yaml: is gone. Start the proxy again to go without it'],
    })
    expect(await edit('allow-destinations: eu-*\n')).toEqual({ kind: 'unchanged' })
  })

  it('come with the warnings that are new', async () => {
    const folder = temporaryFolder({ '.config/bedrock-profile-proxy/bedrock-profile-proxy.yaml': 'port: 1\n' })
    const env = { AWS_REGION: 'eu-central-1', BEDROCK_PROXY_PROT: '1' }
    const load = () => loadSettings({ flags: {}, env, cwd: folder, homeDir: folder, isTerminal: false })
    const reload = createReload(load, await load())
    writeFileSync(join(folder, 'bedrock-profile-proxy.yaml'), 'port: 1\n')
    expect(await reload()).toMatchObject({
      kind: 'changed',
      changedKeys: [],
      warnings: [expect.stringContaining('is read in place of')],
    })
  })
})

it('A failure that nobody foresaw is a problem without its own words, which may quote anything', async () => {
  const folder = temporaryFolder({ [FILE]: '' })
  const flags = { config: FILE, region: 'eu-central-1' }
  const atStart = await loadSettings({ flags, env: {}, cwd: folder, homeDir: folder, isTerminal: false })
  const reload = createReload(() => Promise.reject(new Error('canary')), atStart)
  expect(await reload()).toEqual({ kind: 'refused', problems: ['the settings could not be read'] })
})
