import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { AGENTS } from '../../../src/cli/connect/agent-table.ts'
import { agentsMarkdown, agentTableMarkdown } from '../../../src/cli/connect/agents-markdown.ts'

const FILE = fileURLToPath(new URL('../../../docs/agents.md', import.meta.url))
const MARKDOWN = agentsMarkdown()

it('is what docs/agents.md says; where it is not, `npm run docs` writes it anew', async () => {
  await expect(MARKDOWN).toMatchFileSnapshot(FILE)
})

it.each(AGENTS)('has a section for $name', ({ title, name }) => {
  expect(MARKDOWN).toContain(`\n## ${title}\n\n\`bedrock-profile-proxy connect ${name}\` · `)
})

it('has a table with a row of five cells for every agent', () => {
  const lines = agentTableMarkdown().split('\n')
  expect(lines).toHaveLength(AGENTS.length + 2)
  for (const line of lines) expect(line.split(' | ')).toHaveLength(5)
})
