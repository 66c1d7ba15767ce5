import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import { temporaryFolder } from '../settings/temporary-folder.ts'

const ROOT = join(import.meta.dirname, '../..')
const run = promisify(execFile)
const OFFLINE = ['--offline', '--no-audit', '--no-fund']

type Way = { readonly start: (words: string) => string; readonly cwd: string; readonly env: NodeJS.ProcessEnv }

/** Runs a line of a shell where the reader is, and gives what it printed. */
async function typed(line: string, { cwd, env }: Way): Promise<string> {
  const { stdout, stderr } = await run('sh', ['-c', line], { cwd, env })
  return stdout + stderr
}

describe('what demo, connect, init and help name is a command that works where the reader is', () => {
  const ways: Readonly<Record<string, () => Promise<Way>>> = {
    'in a clone': async () => ({ start: (words) => `node dist/main.js ${words}`, cwd: ROOT, env: bare() }),
    globally: async () => {
      const prefix = temporaryFolder()
      await run('npm', ['install', '--global', '--prefix', prefix, ...OFFLINE, await pack()])
      const env = { ...bare(), PATH: `${join(prefix, 'bin')}:${process.env.PATH}` }
      return { start: (words) => `bedrock-profile-proxy ${words}`, cwd: temporaryFolder(), env }
    },
    'by npx': async () => {
      const packed = await pack()
      const env = { ...bare(), npm_config_offline: 'true', npm_config_yes: 'true' }
      return { start: (words) => `npx --package ${packed} bedrock-profile-proxy ${words}`, cwd: temporaryFolder(), env }
    },
  }

  it.each(Object.entries(ways))('%s', async (_name, prepare) => {
    const way = await prepare()
    const demo = await typed(way.start('demo'), way)
    const next = /with --simulate, without any\):\n {2}(.*)/.exec(demo)?.[1] ?? ''
    expect(await typed(`${next} --check`, way)).toContain('The settings are right')

    const wrote = await typed(way.start('connect opencode --write --discovery off'), way)
    const undo = /^To undo: (.*)$/m.exec(wrote)?.[1] ?? ''
    expect(await typed(undo, way)).toContain('Removed ~/.config/opencode/opencode.json')

    const settings = join(temporaryFolder(), 'settings.yaml')
    const check = /^Check it with: +(.*)$/m.exec(await typed(way.start(`init ${settings}`), way))?.[1] ?? ''
    expect(await typed(check, way)).toContain('The settings are right')

    const examples = /Start here:\n((?: {2}.*\n)+)/.exec(await typed(way.start('--help'), way))?.[1] ?? ''
    const resolve = examples.split('\n').find((line) => line.includes(' resolve ')) ?? ''
    expect(
      await typed(`${resolve.trim().replace(/ {2,}ask what.*/, '')} --discovery off --region eu-central-1`, way),
    ).toContain('eu.anthropic.claude-sonnet-4-6')
  })
})

/** The package as npm makes it. */
async function pack(): Promise<string> {
  const folder = temporaryFolder()
  const flags = ['pack', '--json', '--ignore-scripts', '--pack-destination', folder]
  const { stdout } = await run('npm', flags, { cwd: ROOT })
  const [{ filename }]: [{ filename: string }] = JSON.parse(stdout)
  return join(folder, filename)
}

/** A user with nothing of their own; AWS is not asked. */
function bare(): NodeJS.ProcessEnv {
  const { PATH } = process.env
  return { PATH, HOME: temporaryFolder(), AWS_EC2_METADATA_DISABLED: 'true', COLUMNS: '500' }
}
