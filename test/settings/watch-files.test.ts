import { chmodSync, mkdirSync, renameSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { seeFiles } from '../../src/settings/see-files.ts'
import { watchFiles } from '../../src/settings/watch-files.ts'
import { temporaryFolder } from './temporary-folder.ts'

const INTERVAL_MS = 10

/** Watches files from how they stand now, before something is done; `calls` counts what is told. */
async function watch(path: string, beforeItBegins = () => {}): Promise<{ calls: () => number; close: () => void }> {
  const onChanged = vi.fn()
  const seen = await seeFiles([path, '/nowhere/b'])
  beforeItBegins()
  const { close } = watchFiles(seen, { intervalMs: INTERVAL_MS, onChanged })
  onTestFinished(close)
  return { calls: () => onChanged.mock.calls.length, close }
}

it('calls back for nothing where all is as it was seen', async () => {
  const { calls } = await watch(join(temporaryFolder({ a: '1' }), 'a'))
  await severalLooks()
  expect(calls()).toBe(0)
})

it('calls back once for what changed between the seeing and the watching', async () => {
  const file = join(temporaryFolder({ a: '1' }), 'a')
  const { calls } = await watch(file, () => writeFileSync(file, 'longer'))
  await expect.poll(calls).toBe(1)
  await severalLooks()
  expect(calls()).toBe(1)
})

describe('a change is noticed', () => {
  const CHANGES: [how: string, change: (folder: string) => void][] = [
    ['a write', (folder) => writeFileSync(join(folder, 'a'), 'longer')],
    ['a write of the same length', (folder) => writeFileSync(join(folder, 'a'), '2')],
    ['an editor that renames its new file over the old one', renameOver],
    ['a file that goes', (folder) => rmSync(join(folder, 'a'))],
    ['a file that may be read at last', (folder) => chmodSync(join(folder, 'a'), 0o640)],
  ]

  it.each(CHANGES)('of %s', async (_, change) => {
    const folder = temporaryFolder({ a: '1' })
    // Times of files are as coarse as a tick of the system where it is older than Linux 6.13.
    utimesSync(join(folder, 'a'), 0, 0)
    const { calls } = await watch(join(folder, 'a'))
    change(folder)
    await expect.poll(calls).toBe(1)
  })

  it('of a link that is led to another folder, as Kubernetes swaps ConfigMaps', async () => {
    const folder = temporaryFolder({ 'version-1/a': '1', 'version-2/a': '2' })
    symlinkSync('version-1', join(folder, '..data'))
    symlinkSync(join('..data', 'a'), join(folder, 'a'))
    const { calls } = await watch(join(folder, 'a'))
    symlinkSync('version-2', join(folder, '..data_tmp'))
    renameSync(join(folder, '..data_tmp'), join(folder, '..data'))
    await expect.poll(calls).toBe(1)
  })

  it('of a file that appears in a folder that was not there', async () => {
    const folder = temporaryFolder()
    const { calls } = await watch(join(folder, 'later', 'a'))
    mkdirSync(join(folder, 'later'))
    writeFileSync(join(folder, 'later', 'a'), '1')
    await expect.poll(calls).toBeGreaterThan(0)
  })

  it('again and again', async () => {
    const folder = temporaryFolder({ a: '1' })
    const { calls } = await watch(join(folder, 'a'))
    for (const times of [1, 2, 3]) {
      writeFileSync(join(folder, 'a'), 'x'.repeat(times + 1))
      await expect.poll(calls).toBe(times)
    }
  })
})

it('waits for the end of a file that is still written', async () => {
  const file = join(temporaryFolder({ a: '' }), 'a')
  const { calls } = await watch(file)
  const writing = setInterval(() => writeFileSync(file, 'x'.repeat(performance.now())), 1)
  onTestFinished(() => clearInterval(writing))
  await severalLooks()
  expect(calls()).toBe(0)
  clearInterval(writing)
  await expect.poll(calls).toBe(1)
})

it('ends when it is closed', async () => {
  const folder = temporaryFolder({ a: '1' })
  const { calls, close } = await watch(join(folder, 'a'))
  close()
  renameOver(folder)
  await severalLooks()
  expect(calls()).toBe(0)
})

function renameOver(folder: string): void {
  writeFileSync(join(folder, 'a.new'), '2')
  renameSync(join(folder, 'a.new'), join(folder, 'a'))
}

/** Other watches see a change in the meantime, one after the other: what must not happen would have happened. */
async function severalLooks(): Promise<void> {
  for (const name of ['a', 'b', 'c']) {
    const file = join(temporaryFolder({ [name]: '1' }), name)
    const { calls, close } = await watch(file, () => writeFileSync(file, 'longer'))
    await expect.poll(calls).toBe(1)
    close()
  }
}
