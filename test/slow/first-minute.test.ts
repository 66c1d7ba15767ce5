import { execFile } from 'node:child_process'
import { cpSync } from 'node:fs'
import { join, relative } from 'node:path'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'
import { commandBlocks, ROOT } from '../docs/command-blocks.ts'
import { temporaryFolder } from '../settings/temporary-folder.ts'

const run = promisify(execFile)

/** What a clone has not. */
const NOT_CLONED = /^(?:node_modules|dist|\.git|\.nodes|bench\/dist)(?:\/|$)/

it('README’s commands that install work one after the other in a clone, and leave the program on the PATH', async () => {
  const clone = join(temporaryFolder(), 'clone')
  cpSync(ROOT, clone, { recursive: true, filter: (path) => !NOT_CLONED.test(relative(ROOT, path)) })
  const prefix = temporaryFolder()
  const { stdout: cache } = await run('npm', ['config', 'get', 'cache'])
  const env = {
    PATH: `${join(prefix, 'bin')}:${process.env.PATH}`,
    HOME: temporaryFolder(),
    npm_config_cache: cache.trim(),
    npm_config_prefix: prefix,
    npm_config_prefer_offline: 'true',
  }
  const blocks = commandBlocks().filter(({ tried }) => tried === 'slowly')
  expect(blocks.map(({ text }) => text)).toEqual(['npm ci && npm run demo\n', 'npm install --global .\n'])
  const printed: string[] = []
  for (const { text } of blocks) {
    const { stdout } = await run('sh', ['-eu', '-c', text], { cwd: clone, env })
    printed.push(stdout)
  }
  expect(printed[0]).toContain('signature  verified')
  const { stdout } = await run('bedrock-profile-proxy', ['demo'], { cwd: temporaryFolder(), env })
  expect(stdout).toContain('signature  verified')
  expect(stdout).toContain('\n  bedrock-profile-proxy --region eu-central-1\n')
})
