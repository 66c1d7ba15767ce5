import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readmeSection } from '../bench/report/readme-section.ts'
import type { KeptReport } from '../bench/report/report.ts'
import { ROUTINGS } from '../src/bedrock/routing.ts'
import { COMMANDS } from '../src/cli/command-table.ts'
import { agentTableMarkdown } from '../src/cli/connect/agents-markdown.ts'
import { settingsMarkdown } from '../src/settings/settings-markdown.ts'

const ROOT = join(import.meta.dirname, '..')
const README = readFileSync(join(ROOT, 'README.md'), 'utf8')

/** What stands between the markers. */
const AGENTS_TABLE = /(?<=<!-- agents: [^\n]* -->\n)[\s\S]*?(?=\n<!-- \/agents -->)/g

const BENCH_SECTION = /(?<=<!-- bench: [^\n]* -->\n)[\s\S]*?(?=<!-- \/bench -->)/g

const SECTIONS = [
  'The failure it cures',
  '60-second start',
  'Point your agent at it',
  'How an ID is resolved',
  'Commands',
  'Settings',
  'Sidecar',
  'Security',
  'Performance',
  'Limits',
]

const SETTINGS_TABLE = /(?<=<!-- settings[^\n]*-->\n)[\s\S]*?(?=\n<!-- \/settings -->)/g

describe('README', () => {
  it('has its sections in their order', () => {
    expect(README.match(/^## .*$/gm)).toEqual(SECTIONS.map((section) => `## ${section}`))
  })

  it('has the settings table as the settings make it; where it has not, `npm run docs` writes it anew', async () => {
    expect(README.match(SETTINGS_TABLE)).toHaveLength(1)
    const current = README.replace(SETTINGS_TABLE, () => settingsMarkdown().trimEnd())
    await expect(current).toMatchFileSnapshot(join(ROOT, 'README.md'))
  })

  it('has the table of agents as `connect` knows them; where it has not, `npm run docs` writes it anew', async () => {
    expect(README.match(AGENTS_TABLE)).toHaveLength(1)
    const current = README.replace(AGENTS_TABLE, () => agentTableMarkdown())
    await expect(current).toMatchFileSnapshot(join(ROOT, 'README.md'))
  })

  it('has the figures of bench/figures.json; where it has not, `npm run docs` writes them anew', async () => {
    expect(README.match(BENCH_SECTION)).toHaveLength(1)
    const report: KeptReport = JSON.parse(readFileSync(join(ROOT, 'bench/figures.json'), 'utf8'))
    const current = README.replace(BENCH_SECTION, () => `${readmeSection(report)}\n`)
    await expect(current).toMatchFileSnapshot(join(ROOT, 'README.md'))
  })

  it.each(Object.keys(ROUTINGS))('explains the routing %s', (routing) => {
    expect(README).toContain(`| \`${routing}\``)
  })

  it.each(COMMANDS.map(({ name }) => name))('names the command %s', (name) => {
    expect(README).toMatch(new RegExp(`^\\| \`${name}[ \`]`, 'm'))
  })

  it.each(Array.from(README.matchAll(/\[[^\]]*\]\((?!https?:)([^)#]+)\)/g), ([, path = '']) => path))(
    'links to %s, which is there',
    (path) => expect(() => readFileSync(join(ROOT, path))).not.toThrow(),
  )
})
