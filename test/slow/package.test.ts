import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'
import { temporaryFolder } from '../settings/temporary-folder.ts'

const ROOT = join(import.meta.dirname, '../..')
const run = promisify(execFile)

it('The package that npm makes has nothing but what runs and what tells of it, and runs with nothing beside it', async () => {
  const folder = temporaryFolder()
  const { stdout } = await run('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', folder], {
    cwd: ROOT,
  })
  const [{ filename, files }]: [{ filename: string; files: { path: string }[] }] = JSON.parse(stdout)
  expect(files.map(({ path }) => path).filter((path) => !/^(?:dist|config)\//.test(path))).toEqual([
    'CHANGELOG.md',
    'LICENSE',
    'README.md',
    'SECURITY.md',
    'package.json',
  ])
  await run('tar', ['-xzf', filename], { cwd: folder })
  const argv = [join(folder, 'package/dist/main.js'), 'resolve', 'anthropic.claude-sonnet-4-6']
  const resolved = await run(process.execPath, [...argv, '--region', 'eu-central-1', '--discovery', 'off'], {
    cwd: folder,
  })
  expect(resolved.stdout).toContain('eu.anthropic.claude-sonnet-4-6')
})
