import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { openRunLog } from '../../../src/cli/run/run-log.ts'
import { temporaryFolder } from '../../settings/temporary-folder.ts'

it('is for its owner alone, and bears time and process', async () => {
  const state = temporaryFolder()
  const { path, stream } = await openRunLog(state, { startedAt: new Date('2026-11-22T12:00:00Z'), pid: 7 })
  await new Promise<void>((resolve) => stream.end('a line\n', resolve))
  expect(path).toBe(join(state, 'logs/run-2026-11-22T12-00-00-000Z-7.log'))
  expect([readFileSync(path, 'utf8'), statSync(path).mode & 0o777]).toEqual(['a line\n', 0o600])
})

it('ten are kept, the newest', async () => {
  const state = temporaryFolder({ 'logs/other.txt': '' })
  for (let second = 0; second < 12; second++) {
    const { stream } = await openRunLog(state, { startedAt: new Date(second * 1000), pid: 7 })
    await new Promise<void>((resolve) => stream.end(resolve))
  }
  const logs = readdirSync(join(state, 'logs')).filter((name) => name.startsWith('run-'))
  expect([logs.length, logs[0], logs.at(-1)]).toEqual([
    10,
    'run-1970-01-01T00-00-02-000Z-7.log',
    'run-1970-01-01T00-00-11-000Z-7.log',
  ])
  expect(readdirSync(join(state, 'logs'))).toContain('other.txt')
})

it('cannot be opened where a file stands in the way', async () => {
  const state = temporaryFolder({ logs: '' })
  await expect(openRunLog(state, { startedAt: new Date(0), pid: 7 })).rejects.toThrow('EEXIST')
})
