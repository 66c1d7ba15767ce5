import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import {
  backupPath,
  dropBackup,
  editedPath,
  isUntouched,
  keepBackup,
  readBackup,
} from '../../../../src/cli/connect/files/backup.ts'
import { temporaryFolder } from '../../../settings/temporary-folder.ts'

const state = (text: string) => ({ bytes: Buffer.from(text), mode: 0o600 })
const newPath = () => join(temporaryFolder(), 'x.json')

it('stands beside the file, under names of its own', () => {
  expect([backupPath('/a/x'), editedPath('/a/x')]).toEqual([
    '/a/x.bedrock-profile-proxy.bak',
    '/a/x.bedrock-profile-proxy.edited',
  ])
})

it('keeps the original with its permissions', async () => {
  const path = newPath()
  await keepBackup(path, { bytes: Buffer.from('old'), mode: 0o640 }, Buffer.from('new'))
  expect(await readBackup(path)).toMatchObject({ original: { bytes: Buffer.from('old'), mode: 0o640 } })
  expect(statSync(backupPath(path)).mode & 0o777).toBe(0o640)
})

it('remembers that there was no file', async () => {
  const path = newPath()
  await keepBackup(path, undefined, Buffer.from('new'))
  expect(await readBackup(path)).toMatchObject({ original: undefined })
})

it('keeps the first original over later writes, and knows the last of them', async () => {
  const path = newPath()
  await keepBackup(path, state('old'), Buffer.from('new'))
  await keepBackup(path, state('new'), Buffer.from('newer'))
  const backup = await readBackup(path)
  expect(backup?.original?.bytes.toString()).toBe('old')
  expect(backup && [isUntouched(state('newer'), backup), isUntouched(state('new'), backup)]).toEqual([true, false])
})

it('takes no write for its own that came after an edit', async () => {
  const path = newPath()
  await keepBackup(path, state('old'), Buffer.from('new'))
  await keepBackup(path, state('edited'), Buffer.from('edited, and new'))
  const backup = await readBackup(path)
  expect(backup && isUntouched(state('edited, and new'), backup)).toBe(false)
})

it('takes the original, put back by hand, for untouched', async () => {
  const path = newPath()
  await keepBackup(path, state('old'), Buffer.from('new'))
  const backup = await readBackup(path)
  expect(backup && [isUntouched(state('old'), backup), isUntouched(undefined, backup)]).toEqual([true, false])
})

it('is gone when it is dropped', async () => {
  const path = newPath()
  await keepBackup(path, state('old'), Buffer.from('new'))
  await dropBackup(path, { madeFolder: undefined })
  expect(await readBackup(path)).toBeUndefined()
})

it('takes the folders that it made away again, but none that holds something else', async () => {
  const folder = temporaryFolder({ 'b/other': '' })
  for (const [path, left] of [
    ['a/deep/x.json', ['b']],
    ['b/c/x.json', ['b']],
  ] as const) {
    await keepBackup(join(folder, path), undefined, Buffer.from('new'))
    const backup = await readBackup(join(folder, path))
    if (backup) await dropBackup(join(folder, path), backup)
    expect(readdirSync(folder)).toEqual(left)
  }
  expect(readdirSync(join(folder, 'b'))).toEqual(['other'])
})

it('leaves a folder that somebody has put something into', async () => {
  const folder = temporaryFolder()
  const path = join(folder, 'a/deep/x.json')
  await keepBackup(path, undefined, Buffer.from('new'))
  writeFileSync(join(folder, 'a/mine'), '')
  const backup = await readBackup(path)
  if (backup) await dropBackup(path, backup)
  expect(readdirSync(join(folder, 'a'))).toEqual(['mine'])
})

it.each([
  '',
  '{}',
  'null',
  '{"wasThere":1,"writtenSha256":"x"}',
  '{"wasThere":true,"writtenSha256":"x","madeFolder":7}',
])('a record that says %j is refused', async (text) => {
  const path = newPath()
  await keepBackup(path, state('old'), Buffer.from('new'))
  writeFileSync(`${path}.bedrock-profile-proxy.json`, text)
  await expect(readBackup(path)).rejects.toThrow('is not what connect wrote there')
  expect(readFileSync(backupPath(path), 'utf8')).toBe('old')
})

it('a backup without its record, and a record without its backup, are refused', async () => {
  const path = newPath()
  await keepBackup(path, state('old'), Buffer.from('new'))
  rmSync(`${path}.bedrock-profile-proxy.json`)
  await expect(readBackup(path)).rejects.toThrow('is there without its record')
  await dropBackup(path, { madeFolder: undefined })
  await keepBackup(path, state('old'), Buffer.from('new'))
  rmSync(backupPath(path))
  await expect(readBackup(path)).rejects.toThrow('is gone')
})
