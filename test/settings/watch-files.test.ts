import { chmodSync, mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { watchFiles } from '../../src/settings/watch-files.ts'
import { temporaryFolder } from './temporary-folder.ts'

const INTERVAL_MS = 10

/** Watches files that have been seen already; `calls` counts what comes after that. */
async function watch(...paths: string[]): Promise<{ calls: () => number; close: () => void }> {
  const onChanged = vi.fn()
  const { close } = watchFiles(paths, { intervalMs: INTERVAL_MS, onChanged })
  onTestFinished(close)
  await expect.poll(() => onChanged.mock.calls.length).toBe(1)
  return { calls: () => onChanged.mock.calls.length - 1, close }
}

it('calls back once at the beginning, for what changed before it began', async () => {
  const { calls } = await watch(join(temporaryFolder({ a: '1' }), 'a'), '/nowhere/b')
  await severalLooks()
  expect(calls()).toBe(0)
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

/** Several other watches begin and look in the meantime: what must not happen would have happened. */
async function severalLooks(): Promise<void> {
  for (const name of ['a', 'b', 'c']) await watch(join('/nowhere', name))
}
