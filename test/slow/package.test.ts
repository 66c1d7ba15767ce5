import { execFile } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'
import { temporaryFolder } from '../settings/temporary-folder.ts'

const ROOT = join(import.meta.dirname, '../..')
const run = promisify(execFile)

type Packed = {
  readonly filename: string
  readonly files: readonly { readonly path: string }[]
  readonly size: number
  readonly unpackedSize: number
}

/** What npm runs, or asks about, when somebody installs a package from a file or a folder. */
const INSTALL_SCRIPTS = ['preinstall', 'install', 'postinstall', 'prepare']

it('The package that npm makes has nothing but what runs and what tells of it, and runs with nothing beside it', async () => {
  const folder = temporaryFolder()
  const { stdout } = await run('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', folder], {
    cwd: ROOT,
  })
  const [{ filename, files, size, unpackedSize }]: [Packed] = JSON.parse(stdout)
  expect(size).toBeLessThan(2_000_000)
  expect(unpackedSize).toBeLessThan(8_000_000)
  expect(files.map(({ path }) => path).filter((path) => !/^(?:dist|config|deploy|docs)\//.test(path))).toEqual([
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

it('npm install -g of it, without a network, installs one package, whose program runs', async () => {
  const folder = temporaryFolder()
  const { stdout } = await run('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', folder], {
    cwd: ROOT,
  })
  const [{ filename }]: [Packed] = JSON.parse(stdout)
  const flags = ['--global', '--prefix', folder, '--offline', '--no-audit', '--no-fund']
  const { stderr } = await run('npm', ['install', ...flags, join(folder, filename)], { cwd: folder })
  expect(stderr).not.toContain('script')
  expect(readdirSync(join(folder, 'lib/node_modules'))).toEqual(['bedrock-profile-proxy'])
  const installed = join(folder, 'lib/node_modules/bedrock-profile-proxy')
  expect(readdirSync(installed)).not.toContain('node_modules')
  const { scripts } = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8'))
  expect(Object.keys(scripts).filter((name) => INSTALL_SCRIPTS.includes(name))).toEqual([])
  const { stdout: version } = await run(join(folder, 'bin/bedrock-profile-proxy'), ['--version'])
  expect(version).toMatch(/^\d+\.\d+\.\d+\n$/)
})
