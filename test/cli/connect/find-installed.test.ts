import { join } from 'node:path'
import { expect, it } from 'vitest'
import type { Signs } from '../../../src/cli/connect/agent-row.ts'
import { findInstalled } from '../../../src/cli/connect/find-installed.ts'
import { temporaryFolder } from '../../settings/temporary-folder.ts'

const TRACES = {
  'bin/agent': '',
  'home/.agent/x': '',
  'home/.vscode/extensions/Maker.agent-1.0.0/x': '',
  'work/node_modules/@maker/agent/package.json': '',
}

function context(files: Readonly<Record<string, string>>) {
  const folder = temporaryFolder(files)
  return { env: { PATH: `/nowhere:${join(folder, 'bin')}` }, homeDir: join(folder, 'home'), cwd: join(folder, 'work') }
}

const SIGNS: readonly [string, Signs][] = [
  ['a program', { binaries: ['other', 'agent'] }],
  ['a folder', { folders: ['~/.agent'] }],
  ['an extension', { extensions: ['maker.agent'] }],
  ['a package', { packages: ['@maker/agent'] }],
]

it.each(SIGNS)('%s shows that an agent is installed, and its absence that it is not', async (_, signs) => {
  expect(await findInstalled(signs, context(TRACES))).toBe('installed')
  expect(await findInstalled(signs, context({}))).toBe('not found')
})

it('an extension of a longer name is another one', async () => {
  const files = { 'home/.vscode/extensions/maker.agent.pack-1.0.0/x': '' }
  expect(await findInstalled({ extensions: ['maker.agent'] }, context(files))).toBe('not found')
})

it('without signs nothing is known', async () => {
  expect(await findInstalled({}, context(TRACES))).toBe('unknown')
})

it('an environment without PATH has no programs', async () => {
  expect(await findInstalled({ binaries: ['agent'] }, { ...context(TRACES), env: {} })).toBe('not found')
})
