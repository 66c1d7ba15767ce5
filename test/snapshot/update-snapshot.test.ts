import { execFile } from 'node:child_process'
import { copyFileSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'
import { catalogFromSnapshot, loadSnapshot } from '../../src/catalog/load-snapshot.ts'
import { CREDENTIALS, startFrankfurt } from '../fixtures/start-frankfurt.ts'
import { temporaryFolder } from '../settings/temporary-folder.ts'

const ROOT = join(import.meta.dirname, '../..')
const SNAPSHOT = loadSnapshot()

it('writes the file anew, with the date of today, and reports on every Region', async () => {
  const { url } = await startFrankfurt({ catalog: (region) => catalogFromSnapshot(SNAPSHOT, region) })
  const file = join(temporaryFolder(), 'catalog.json')
  copyFileSync(join(ROOT, 'config/catalog.json'), file)
  const before = readFileSync(file, 'utf8')
  const { stderr } = await run(['--endpoint', url, '--file', file])
  const after = readFileSync(file, 'utf8')
  expect(after).toBe(before.replace(SNAPSHOT.asOf, JSON.parse(after).asOf))
  expect(stderr.match(/^\S+: \d+ models$/gm)).toHaveLength(Object.keys(SNAPSHOT.regions).length)
})

it('leaves the file alone where nobody answers', async () => {
  const file = join(temporaryFolder(), 'catalog.json')
  copyFileSync(join(ROOT, 'config/catalog.json'), file)
  const failed = run(['--endpoint', 'http://127.0.0.1:1', '--file', file])
  await expect(failed).rejects.toMatchObject({ stderr: expect.stringContaining('No Region answered.') })
  expect(readFileSync(file, 'utf8')).toBe(readFileSync(join(ROOT, 'config/catalog.json'), 'utf8'))
})

/** The script as CONTRIBUTING says to run it, with credentials that the simulator knows. */
function run(argv: readonly string[]) {
  return promisify(execFile)('npm', ['run', '--silent', 'snapshot', '--', ...argv], {
    cwd: ROOT,
    env: {
      PATH: process.env.PATH,
      HOME: temporaryFolder(),
      AWS_ACCESS_KEY_ID: CREDENTIALS.accessKeyId,
      AWS_SECRET_ACCESS_KEY: CREDENTIALS.secretAccessKey,
      AWS_EC2_METADATA_DISABLED: 'true',
    },
  })
}
