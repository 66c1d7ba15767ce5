import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { backupPath } from '../../../src/cli/connect/files/backup.ts'
import { undoAgent } from '../../../src/cli/connect/undo-agent.ts'
import { writeAgent } from '../../../src/cli/connect/write-agent.ts'
import { temporaryFolder } from '../../settings/temporary-folder.ts'
import { CONNECTION } from './sample-connection.ts'

async function written(text?: string): Promise<string> {
  const path = join(temporaryFolder(text === undefined ? {} : { 'x.json': text }), 'x.json')
  const quiet = { show: () => undefined, paint: (_: string, shown: string) => shown }
  await writeAgent(path, { paths: [], format: 'json', settings: ({ url }) => ({ url }) }, CONNECTION, quiet)
  return path
}

it('puts the original back', async () => {
  const path = await written('{ "a" : 1 }')
  expect(await undoAgent(path, false)).toEqual({ kind: 'restored' })
  expect(readFileSync(path, 'utf8')).toBe('{ "a" : 1 }')
})

it('removes a file that was made', async () => {
  const path = await written()
  expect(await undoAgent(path, false)).toEqual({ kind: 'removed' })
  expect(existsSync(path)).toBe(false)
})

it('can be done once', async () => {
  const path = await written('{}')
  await undoAgent(path, false)
  await expect(undoAgent(path, false)).rejects.toThrow('There is nothing to undo')
})

it('has no objection where somebody has put the original back already, or removed the file', async () => {
  const path = await written('{}')
  writeFileSync(path, '{}')
  expect(await undoAgent(path, false)).toEqual({ kind: 'restored' })
  const other = await written('{}')
  rmSync(other)
  expect(await undoAgent(other, false)).toEqual({ kind: 'restored' })
  expect(readFileSync(other, 'utf8')).toBe('{}')
})

it('changes nothing where the backup is gone', async () => {
  const path = await written('{}')
  rmSync(backupPath(path))
  await expect(undoAgent(path, true)).rejects.toThrow('is gone, so nothing was changed')
  expect(readFileSync(path, 'utf8')).toContain('8223')
})

it('keeps what somebody put into a file that connect had made', async () => {
  const path = await written()
  writeFileSync(path, '{"mine":1}')
  await expect(undoAgent(path, false)).rejects.toThrow('was edited after connect wrote it')
  expect(await undoAgent(path, true)).toEqual({ kind: 'removed', edited: `${path}.bedrock-profile-proxy.edited` })
  expect(readFileSync(`${path}.bedrock-profile-proxy.edited`, 'utf8')).toBe('{"mine":1}')
})
