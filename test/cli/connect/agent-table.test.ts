import { expect, it } from 'vitest'
import { AGENTS, findAgent } from '../../../src/cli/connect/agent-table.ts'

it('has the agents that users rely on, each once', () => {
  expect(AGENTS.map(({ name }) => name).toSorted()).toEqual([
    'anthropic-sdk',
    'aws-sdk',
    'aws-sdk-go',
    'boto3',
    'claude-code',
    'cline',
    'codex',
    'continue',
    'crush',
    'goose',
    'kilo',
    'langchain',
    'litellm',
    'opencode',
    'pi',
    'roo',
    'vercel-ai-sdk',
    'zed',
  ])
})

it.each(AGENTS)(
  '$name has a way to be pointed at the proxy, and notes that are sentences',
  ({ env, file, code, steps, notes }) => {
    expect(env ?? file ?? code ?? steps).toBeDefined()
    for (const note of notes) expect(note).toMatch(/^[A-Z].*\.$/)
  },
)

it('finds an agent by its name', () => {
  expect(findAgent('zed').title).toBe('Zed')
})

it.each([
  ['codx', 'there is no agent codx, did you mean codex?'],
  ['emacs-with-everything', /^there is no agent emacs-with-everything: choose one of claude-code, /],
])('does not find %s', (name, problem) => {
  expect(() => findAgent(name)).toThrow(problem)
})
