import { renameSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { loadSettings } from '../../src/settings/load-settings.ts'
import type { Reload } from '../../src/settings/reload-settings.ts'
import { watchSettings } from '../../src/settings/watch-settings.ts'
import { temporaryFolder } from './temporary-folder.ts'

const NAME = 'bedrock-profile-proxy.yaml'
const GEO_ONLY = [{ kind: 'changed', changedKeys: ['routing'], settings: { routing: 'geo-only' } }]

/** Follows the settings of a folder; `told` is what was told of them. */
async function follow(folder: string, flags: Record<string, string> = {}, beforeWatching = () => {}) {
  const sources = { flags: { region: 'eu-central-1', ...flags }, env: {}, cwd: folder, homeDir: folder }
  let loads = 0
  const load = () => {
    loads += 1
    return loadSettings({ ...sources, isTerminal: false })
  }
  const told: Reload[] = []
  const onReload = (reload: Reload) => void told.push(reload)
  const atStart = await load()
  beforeWatching()
  const watch = watchSettings({ load, atStart, onReload, intervalMs: 10 })
  onTestFinished(watch.close)
  return { told, watch, loads: () => loads }
}

describe('a settings file is followed', () => {
  it('when it is written', async () => {
    const folder = temporaryFolder({ [NAME]: '' })
    const { told } = await follow(folder)
    writeFileSync(join(folder, NAME), 'routing: geo-only\n')
    await expect.poll(() => told).toMatchObject(GEO_ONLY)
  })

  it('when another one is renamed over it', async () => {
    const folder = temporaryFolder({ [NAME]: '', new: 'routing: geo-only\n' })
    const { told } = await follow(folder)
    renameSync(join(folder, 'new'), join(folder, NAME))
    await expect.poll(() => told).toMatchObject(GEO_ONLY)
  })

  it('when the links of a ConfigMap are swapped', async () => {
    const folder = temporaryFolder({ 'v1/settings.yaml': '', 'v2/settings.yaml': 'routing: geo-only\n' })
    symlinkSync('v1', join(folder, '..data'))
    symlinkSync('..data/settings.yaml', join(folder, 'settings.yaml'))
    const { told } = await follow(folder, { config: 'settings.yaml' })
    symlinkSync('v2', join(folder, '..data_tmp'))
    renameSync(join(folder, '..data_tmp'), join(folder, '..data'))
    await expect.poll(() => told).toMatchObject(GEO_ONLY)
  })

  it('when it appears where one is looked for', async () => {
    const folder = temporaryFolder({ '.config/bedrock-profile-proxy/other': '' })
    const { told } = await follow(folder)
    writeFileSync(join(folder, '.config/bedrock-profile-proxy', NAME), 'routing: geo-only\n')
    await expect.poll(() => told).toMatchObject(GEO_ONLY)
  })

  it('when it changed between the loading and the watching', async () => {
    const folder = temporaryFolder({ [NAME]: '' })
    const { told } = await follow(folder, {}, () => writeFileSync(join(folder, NAME), 'routing: geo-only\n'))
    await expect.poll(() => told).toMatchObject(GEO_ONLY)
  })
})

it('Settings that stay as they were loaded are not read again', async () => {
  const { loads } = await follow(temporaryFolder({ [NAME]: 'routing: geo-only\n' }))
  const folder = temporaryFolder({ [NAME]: '' })
  const later = await follow(folder, {}, () => writeFileSync(join(folder, NAME), 'routing: geo-only\n'))
  await expect.poll(() => later.told).toMatchObject(GEO_ONLY)
  expect(loads()).toBe(1)
})

describe('what is told', () => {
  it('of a broken edit is its problems, once, and that they are gone', async () => {
    const folder = temporaryFolder({ [NAME]: 'routing: geo-only\n' })
    const { told, loads } = await follow(folder)
    const edits = ['routing: nearest\n', 'routing: nearest # still wrong\n', 'routing: nearest\nport: http\n']
    for (const [index, text] of [...edits, 'routing: geo-only\n'].entries()) {
      writeFileSync(join(folder, NAME), text)
      await expect.poll(loads).toBe(index + 2)
    }
    await expect.poll(() => told.map(({ kind }) => kind)).toEqual(['refused', 'refused', 'unchanged'])
    expect(told).toMatchObject([{ problems: { length: 1 } }, { problems: { length: 2 } }, {}])
  })

  it('of a broken file is its problems again where somebody asked', async () => {
    const folder = temporaryFolder({ [NAME]: '' })
    const { told, watch } = await follow(folder)
    writeFileSync(join(folder, NAME), 'routing: nearest\n')
    await watch.reload()
    await watch.reload()
    expect(told).toMatchObject([{ kind: 'refused' }, { kind: 'refused' }])
  })

  it('is whatever came of it where somebody asked', async () => {
    const { told, watch } = await follow(temporaryFolder())
    await watch.reload()
    await watch.reload()
    expect(told).toEqual([{ kind: 'unchanged' }, { kind: 'unchanged' }])
  })

  it('comes in the order in which it was asked for', async () => {
    const folder = temporaryFolder({ [NAME]: '' })
    const { told, watch } = await follow(folder)
    writeFileSync(join(folder, NAME), 'routing: geo-only\n')
    await Promise.all([watch.reload(), watch.reload()])
    expect(told).toMatchObject([...GEO_ONLY, { kind: 'unchanged' }])
  })
})
