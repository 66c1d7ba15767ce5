import { lstatSync, mkdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { findAgent } from '../../../src/cli/connect/agent-table.ts'
import { temporarySettings } from '../../../src/cli/run/temporary-settings.ts'
import { temporaryFolder } from '../../settings/temporary-folder.ts'
import { CONNECTION } from '../connect/sample-connection.ts'

type Given = { readonly files?: Record<string, string>; readonly env?: Record<string, string> }

async function settingsFor(name: string, { files = {}, env = {} }: Given = {}) {
  const home = temporaryFolder(files)
  const folder = join(home, 'run')
  let isMade = false
  const make = async () => {
    mkdirSync(folder)
    isMade = true
    return folder
  }
  const given = Object.fromEntries(Object.entries(env).map(([variable, path]) => [variable, join(home, path)]))
  const context = { env: given, homeDir: home, cwd: home }
  const settings = await temporarySettings(findAgent(name), CONNECTION, context, make)
  return { ...settings, home, folder, isMade: () => isMade }
}

it('an agent that reads variables alone gets none, and no folder is made', async () => {
  const { env, flags, isMade } = await settingsFor('goose')
  expect([env, flags, isMade()]).toEqual([{}, [], false])
})

describe('a file that a variable names', () => {
  it('holds the settings, for its owner alone', async () => {
    const { env, folder } = await settingsFor('opencode')
    const path = join(folder, 'opencode.json')
    expect(env).toEqual({ OPENCODE_CONFIG: path })
    expect(JSON.parse(readFileSync(path, 'utf8')).model).toBe(`bedrock-local/${CONNECTION.large.modelId}`)
    expect(statSync(path).mode & 0o777).toBe(0o600)
  })

  it('goes on from the one that a person named by it', async () => {
    const { env } = await settingsFor('opencode', {
      files: { 'my.json': '{"theme":"dark"}' },
      env: { OPENCODE_CONFIG: 'my.json' },
    })
    expect(readFileSync(env.OPENCODE_CONFIG ?? '', 'utf8')).toMatch(/"theme":"dark"[\s\S]*bedrock-local/)
  })
})

describe('a file that a flag names', () => {
  it('goes on from the agent’s own, which stays as it is', async () => {
    const { flags, folder, home } = await settingsFor('continue', {
      files: { '.continue/config.yaml': 'name: mine\n' },
    })
    expect(flags).toEqual(['--config', join(folder, 'config.yaml')])
    expect(readFileSync(join(folder, 'config.yaml'), 'utf8')).toMatch(/^name: mine\n[\s\S]*apiBase/)
    expect(readFileSync(join(home, '.continue/config.yaml'), 'utf8')).toBe('name: mine\n')
  })

  it('is left out where the agent’s own would not overrule the variables', async () => {
    const { flags, isMade } = await settingsFor('claude', { files: { '.claude/settings.json': '{"theme":"dark"}' } })
    expect([flags, isMade()]).toEqual([[], false])
  })

  it('is given where it would', async () => {
    const files = { '.claude/settings.json': '{"env":{"ANTHROPIC_BEDROCK_BASE_URL":"http://127.0.0.1:1"}}' }
    const { flags } = await settingsFor('claude', { files })
    expect(flags[0]).toBe('--settings')
    expect(readFileSync(flags[1] ?? '', 'utf8')).toContain(`"ANTHROPIC_BEDROCK_BASE_URL": "${CONNECTION.url}"`)
  })
})

it('a folder that a variable names has all that the agent’s own has, but for the file', async () => {
  const files = {
    '.cline/data/settings/providers.json': '{"version":1,"providers":{"other":{"a":1}}}',
    '.cline/data/settings/other.json': '{}',
    '.cline/data/tasks/1': 'a task',
  }
  const { env, folder, home } = await settingsFor('cline', { files })
  expect(env).toEqual({ CLINE_DATA_DIR: folder })
  expect(readFileSync(join(folder, 'tasks/1'), 'utf8')).toBe('a task')
  expect(lstatSync(join(folder, 'settings/other.json')).isSymbolicLink()).toBe(true)
  const { providers } = JSON.parse(readFileSync(join(folder, 'settings/providers.json'), 'utf8'))
  expect(Object.keys(providers)).toEqual(['other', 'bedrock'])
  expect(readFileSync(join(home, '.cline/data/settings/providers.json'), 'utf8')).not.toContain('bedrock')
})

it('an agent that takes keys on its command line gets them there', async () => {
  const { flags, isMade } = await settingsFor('codex')
  expect(flags).toContain(`model_providers.amazon-bedrock-runtime.base_url="${CONNECTION.url}/openai/v1"`)
  expect(isMade()).toBe(false)
})

it('a file of the agent’s own that is broken is named', async () => {
  const files = { '.cline/data/settings/providers.json': '{"a":' }
  await expect(settingsFor('cline', { files })).rejects.toThrow(/providers\.json is not valid JSON/)
})
