import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ownCommand } from '../../src/cli/own-command.ts'
import { temporaryFolder } from '../settings/temporary-folder.ts'

const NAME = 'bedrock-profile-proxy'
const BY_NPX = { npm_command: 'exec', npm_lifecycle_event: 'npx' }

function file(...path: string[]): string {
  const whole = join(...path)
  mkdirSync(dirname(whole), { recursive: true })
  writeFileSync(whole, '')
  return whole
}

function link(to: string, ...path: string[]): string {
  const whole = join(...path)
  mkdirSync(dirname(whole), { recursive: true })
  symlinkSync(to, whole)
  return whole
}

/** What npx leaves in its cache for a package that was named by these words. */
function fetched(folder: string, spec: string): string {
  const cache = join(folder, 'cache/_npx/4ee963e2a4dc0874')
  const script = link(file(cache, 'node_modules', NAME, 'dist/main.js'), cache, 'node_modules/.bin', NAME)
  writeFileSync(join(cache, 'package.json'), JSON.stringify({ _npx: { packages: [spec] } }))
  return script
}

describe('the words that start this program again', () => {
  it('in a clone: the script by its place, or as a whole from elsewhere', () => {
    const clone = temporaryFolder()
    const script = file(clone, 'dist/main.js')
    expect(ownCommand({ script, cwd: clone, env: { PATH: '/usr/bin' } })).toBe('node dist/main.js')
    expect(ownCommand({ script, cwd: join(clone, 'docs'), env: {} })).toBe(`node ${script}`)
    const npm = { npm_command: 'run', PATH: join(clone, 'node_modules/.bin') }
    expect(ownCommand({ script, cwd: clone, env: npm })).toBe('node dist/main.js')
  })

  it('in a folder whose name has a space: quoted', () => {
    const script = file(temporaryFolder(), 'my clones/proxy/dist/main.js')
    expect(ownCommand({ script, cwd: '/elsewhere', env: {} })).toBe(`node '${script}'`)
  })

  it('installed globally: the plain name, also where a link on the PATH leads to a clone', () => {
    const folder = temporaryFolder()
    const main = file(folder, 'lib/node_modules', NAME, 'dist/main.js')
    const script = link(main, folder, 'bin', NAME)
    const env = { PATH: ['/usr/bin', join(folder, 'bin')].join(':') }
    expect(ownCommand({ script, cwd: '/elsewhere', env })).toBe(NAME)
    expect(ownCommand({ script: main, cwd: '/elsewhere', env })).toBe(NAME)
  })

  it('installed beside the PATH: the path of the program', () => {
    const folder = temporaryFolder()
    const script = link(file(folder, 'lib/node_modules', NAME, 'dist/main.js'), folder, 'bin', NAME)
    expect(ownCommand({ script, cwd: '/elsewhere', env: { PATH: '/usr/bin' } })).toBe(script)
    expect(ownCommand({ script, cwd: folder, env: {} })).toBe(`./bin/${NAME}`)
  })

  it('another program of the same name on the PATH is not taken for it', () => {
    const folder = temporaryFolder()
    file(folder, 'other', NAME)
    const script = file(folder, 'dist/main.js')
    expect(ownCommand({ script, cwd: folder, env: { PATH: join(folder, 'other') } })).toBe('node dist/main.js')
  })

  it('on Windows, where npm writes a file and no link', () => {
    const folder = temporaryFolder()
    file(folder, `${NAME}.cmd`)
    const script = file(folder, 'node_modules', NAME, 'dist/main.js')
    expect(ownCommand({ script, cwd: '/elsewhere', env: { PATH: folder } })).toBe(NAME)
  })

  it.each([
    [NAME, `npx ${NAME}`],
    [`${NAME}@0.1.0`, `npx ${NAME}@0.1.0`],
    ['./my proxy.tgz', `npx --package './my proxy.tgz' ${NAME}`],
  ])('by npx, which fetched %s: by these words', (spec, command) => {
    const folder = temporaryFolder()
    const env = { ...BY_NPX, PATH: join(folder, 'cache/_npx/4ee963e2a4dc0874/node_modules/.bin') }
    expect(ownCommand({ script: fetched(folder, spec), cwd: folder, env })).toBe(command)
  })

  it('by npx, which found it in the project: by its name', () => {
    const folder = temporaryFolder()
    const main = file(folder, 'node_modules', NAME, 'dist/main.js')
    const script = link(main, folder, 'node_modules/.bin', NAME)
    expect(ownCommand({ script, cwd: folder, env: BY_NPX })).toBe(`npx ${NAME}`)
  })

  it('below a program that npx started: as if there were no npx', () => {
    const clone = temporaryFolder()
    expect(ownCommand({ script: file(clone, 'dist/main.js'), cwd: clone, env: BY_NPX })).toBe('node dist/main.js')
  })
})
