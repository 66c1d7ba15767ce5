import { mkdirSync, readdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { openRunFolder, sweepRunFolders } from '../../../src/cli/run/run-folder.ts'
import { temporaryFolder } from '../../settings/temporary-folder.ts'

const [MINE, GONE] = [4711, 4712]
const isAlive = (pid: number) => pid === MINE

it('is for its owner alone, and gone when it is removed', async () => {
  const state = join(temporaryFolder(), 'state')
  const { path, remove } = await openRunFolder(state, { pid: MINE })
  expect([statSync(path).mode & 0o777, statSync(join(state, 'runs')).mode & 0o777]).toEqual([0o700, 0o700])
  writeFileSync(join(path, 'settings.json'), '{}')
  remove()
  expect(readdirSync(join(state, 'runs'))).toEqual([])
})

it('that a run which was killed has left is removed, others are not', async () => {
  const state = temporaryFolder({ 'runs/notes/mine': '' })
  const { path } = await openRunFolder(state, { pid: MINE })
  const left = await openRunFolder(state, { pid: GONE })
  writeFileSync(join(left.path, 'settings.json'), '{}')
  expect(await sweepRunFolders(state, { isAlive })).toHaveLength(1)
  expect(readdirSync(join(state, 'runs')).map((name) => join(state, 'runs', name))).toEqual([
    path,
    join(state, 'runs/notes'),
  ])
})

it('what its links lead to stays', async () => {
  const state = temporaryFolder({ 'sessions/mine': '' })
  const left = await openRunFolder(state, { pid: GONE })
  symlinkSync(join(state, 'sessions'), join(left.path, 'sessions'))
  await sweepRunFolders(state, { isAlive })
  expect(readdirSync(join(state, 'sessions'))).toEqual(['mine'])
})

it('there is nothing to sweep where nothing ever ran', async () => {
  const state = temporaryFolder()
  expect(await sweepRunFolders(join(state, 'none'), { isAlive })).toEqual([])
  mkdirSync(join(state, 'runs'))
  expect(await sweepRunFolders(state, { isAlive })).toEqual([])
})
