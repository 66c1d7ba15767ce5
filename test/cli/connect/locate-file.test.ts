import { join } from 'node:path'
import { expect, it } from 'vitest'
import { locateFile } from '../../../src/cli/connect/locate-file.ts'
import { temporaryFolder } from '../../settings/temporary-folder.ts'

const FILE = { paths: ['$MINE', '~/a/x.json'], otherName: 'x.jsonc', format: 'jsonc' as const, settings: () => ({}) }

it('is the usual name where there is neither', async () => {
  const homeDir = temporaryFolder()
  expect(await locateFile(FILE, { env: {}, homeDir })).toBe(join(homeDir, 'a/x.json'))
})

it('is the other name where that file is there', async () => {
  const homeDir = temporaryFolder({ 'a/x.jsonc': '', 'a/x.json': '' })
  expect(await locateFile(FILE, { env: {}, homeDir })).toBe(join(homeDir, 'a/x.jsonc'))
})

it('is the named file where a variable names one', async () => {
  const homeDir = temporaryFolder({ 'a/x.jsonc': '' })
  const env = { MINE: join(homeDir, 'a/mine.json') }
  expect(await locateFile(FILE, { env, homeDir })).toBe(env.MINE)
})
