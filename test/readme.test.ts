import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { performanceSection } from '../bench/report/performance-section.ts'
import type { KeptReport } from '../bench/report/report.ts'
import { ROUTINGS } from '../src/bedrock/routing.ts'
import { COMMANDS } from '../src/cli/command-table.ts'
import { agentTableMarkdown } from '../src/cli/connect/agents-markdown.ts'
import { settingsMarkdown } from '../src/settings/settings-markdown.ts'

const ROOT = join(import.meta.dirname, '..')
const README = read('README.md')

function read(file: string): string {
  return readFileSync(join(ROOT, file), 'utf8')
}

function figures(): KeptReport {
  return JSON.parse(read('bench/figures.json'))
}

/** Parts of documents that are made from code, each between two comments of its name. */
const GENERATED: readonly { part: string; file: string; made: () => string }[] = [
  { part: 'agents', file: 'README.md', made: agentTableMarkdown },
  { part: 'settings', file: 'docs/settings.md', made: settingsMarkdown },
  { part: 'bench', file: 'docs/performance.md', made: () => performanceSection(figures()) },
]

const SECTIONS = [
  'The failure it cures',
  '60-second start',
  'Run an agent in one command',
  'Point your agent at it',
  'What it decides',
  'Commands',
  'Sidecar',
  'Security',
  'Where to read on',
]

describe('README', () => {
  it('has its sections in their order', () => {
    expect(README.match(/^## .*$/gm)).toEqual(SECTIONS.map((section) => `## ${section}`))
  })

  it('is read in a few minutes: it has at most 230 lines', () => {
    expect(README.split('\n').length).toBeLessThanOrEqual(231)
  })

  it.each(Object.keys(ROUTINGS))('explains the routing %s, and so does docs/resolution.md', (routing) => {
    for (const text of [README, read('docs/resolution.md')]) expect(text).toContain(`| \`${routing}\``)
  })

  it.each(COMMANDS.map(({ name }) => name))('names the command %s', (name) => {
    expect(README).toMatch(new RegExp(`^\\| \`${name}[ \`]`, 'm'))
  })
})

describe('what is made from code', () => {
  it.each(GENERATED)('$part in $file is as it is made; where it is not, `npm run docs` writes it anew', async (row) => {
    const between = new RegExp(`(?<=<!-- ${row.part}: [^\\n]* -->\\n)[\\s\\S]*?(?=\\n<!-- /${row.part} -->)`, 'g')
    const text = read(row.file)
    expect(text.match(between)).toHaveLength(1)
    await expect(text.replace(between, () => row.made().trimEnd())).toMatchFileSnapshot(join(ROOT, row.file))
  })
})
