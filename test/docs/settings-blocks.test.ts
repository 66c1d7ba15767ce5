import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { loadSettings } from '../../src/settings/load-settings.ts'
import { temporaryFolder } from '../settings/temporary-folder.ts'
import { documents } from './documents.ts'

/** Those of docs/agents.md are of other programs. */
const BLOCKS = documents()
  .filter(({ path }) => path === 'README.md' || (/^docs\/[^/]+$/.test(path) && path !== 'docs/agents.md'))
  .flatMap(({ path, text }) =>
    Array.from(text.matchAll(/^```yaml\n([\s\S]*?)^```$/gm), ([, yaml = '']) => ({ path, yaml })),
  )

it.each(BLOCKS)('The settings that $path shows are taken as they stand:\n$yaml', async ({ yaml }) => {
  const homeDir = temporaryFolder()
  const config = join(homeDir, 'settings.yaml')
  writeFileSync(config, yaml)
  const sources = { flags: { config, region: 'eu-central-1' }, env: {}, cwd: homeDir, homeDir, isTerminal: false }
  expect((await loadSettings(sources)).warnings).toEqual([])
})

it('There are some', () => expect(BLOCKS.length).toBeGreaterThan(0))
