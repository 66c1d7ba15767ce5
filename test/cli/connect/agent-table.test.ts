import { expect, it } from 'vitest'
import { AGENTS, agentOfProgram, findAgent } from '../../../src/cli/connect/agent-table.ts'
import { CONNECTION } from './sample-connection.ts'

it('has each agent once', () => {
  expect(new Set(AGENTS.map(({ name }) => name)).size).toBe(AGENTS.length)
})

it.each(AGENTS)(
  '$name has a way to be pointed at the proxy, and notes that are sentences',
  ({ env, file, code, steps, notes }) => {
    expect(env ?? file ?? code ?? steps).toBeDefined()
    for (const note of notes) expect(note).toMatch(/^[A-Z].*\.$/)
  },
)

it.each(AGENTS)('$name leaves no quotation open in a shell that takes comments for commands', ({ notes, steps }) => {
  for (const text of [...notes, ...(steps?.(CONNECTION) ?? [])]) expect(text).toMatch(/^(?:[^'"`]|"[^"`$]*")*$/)
})

it('finds an agent by its name', () => {
  expect(findAgent('zed').title).toBe('Zed')
})

it.each([
  ['claude', 'claude-code'],
  ['aws', 'aws-sdk'],
  ['python3', 'boto3'],
  ['cn', 'continue'],
  ['aider', 'aider'],
  ['openhands', 'openhands'],
])('finds by the program %s the agent %s', (program, name) => {
  expect(findAgent(program).name).toBe(name)
})

it('has no program that is two agents', () => {
  const programs = AGENTS.flatMap(({ name, runners = [], signs }) => [
    ...new Set([name, ...runners, ...(signs.binaries ?? [])]),
  ])
  expect(programs.filter((name, index) => programs.indexOf(name) !== index)).toEqual([])
})

it('knows no agent by a program that none of them is', () => {
  expect(agentOfProgram('vim')).toBeUndefined()
})

it.each([
  ['codx', 'there is no agent codx, did you mean codex?'],
  ['cluade', 'there is no agent cluade, did you mean claude?'],
  ['emacs-with-everything', /^there is no agent emacs-with-everything: choose one of claude-code, /],
])('does not find %s', (name, problem) => {
  expect(() => findAgent(name)).toThrow(problem)
})
