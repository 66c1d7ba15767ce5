import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { cpSync, readdirSync, readFileSync, symlinkSync } from 'node:fs'
import { join, relative } from 'node:path'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'
import { temporaryFolder } from '../settings/temporary-folder.ts'

const ROOT = join(import.meta.dirname, '../..')
const run = promisify(execFile)

it('Builds at once in one checkout never leave it without a whole program', async () => {
  const checkout = checkoutOfItsOwn()
  await build(checkout)
  const before = filesIn(checkout)
  let areBuilding = true
  const builds = Promise.all([build(checkout), build(checkout), build(checkout)]).finally(() => {
    areBuilding = false
  })
  while (areBuilding) expect((await start(checkout)).stdout).toContain('eu.anthropic.claude-sonnet-4-6')
  await builds
  expect(filesIn(checkout)).toEqual(before)
})

it('The same source built twice, in two places, gives the same bytes', async () => {
  const [one, other] = [checkoutOfItsOwn(), checkoutOfItsOwn()]
  await build(one)
  await build(other)
  expect(digestsIn(join(one, 'dist'))).toEqual(digestsIn(join(other, 'dist')))
})

function digestsIn(folder: string): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  const entries = files.map(({ parentPath, name }) => {
    const bytes = readFileSync(join(parentPath, name))
    return [relative(folder, join(parentPath, name)), createHash('sha256').update(bytes).digest('hex')]
  })
  return Object.fromEntries(entries.sort())
}

/** As the Dockerfile copies it. */
const BUILT_FROM = [
  'src',
  'bundled',
  'config',
  'package.json',
  'package-lock.json',
  'tsconfig.json',
  'build.js',
  'bundled-packages.js',
  'chunk-levels.js',
]

/** A copy of what is built, with the packages of this checkout. */
function checkoutOfItsOwn(): string {
  const folder = temporaryFolder()
  for (const name of BUILT_FROM) {
    cpSync(join(ROOT, name), join(folder, name), { recursive: true })
  }
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'))
  return folder
}

function build(cwd: string) {
  return run(process.execPath, ['build.js'], { cwd })
}

/** A command that loads most of the chunks. */
function start(cwd: string) {
  const argv = [
    'dist/main.js',
    'resolve',
    'anthropic.claude-sonnet-4-6',
    '--region',
    'eu-central-1',
    '--discovery',
    'off',
  ]
  return run(process.execPath, argv, { cwd })
}

function filesIn(cwd: string): string[] {
  return [...readdirSync(cwd), ...readdirSync(join(cwd, 'dist'), { recursive: true }).map(String)].sort()
}
