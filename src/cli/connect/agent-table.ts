import { nearestName } from '../../bedrock/nearest-names.ts'
import { SettingsError } from '../../settings/settings-error.ts'
import type { AgentRow } from './agent-row.ts'
import { AWS_AGENTS } from './aws-agents.ts'
import { EDITOR_AGENTS } from './editor-agents.ts'
import { GATEWAY_AGENTS } from './gateway-agents.ts'
import { LIBRARY_AGENTS } from './library-agents.ts'
import { LITELLM_AGENTS } from './litellm-agents.ts'
import { OPENCODE_AGENTS } from './opencode-agents.ts'
import { PYTHON_AGENTS } from './python-agents.ts'
import { TERMINAL_AGENTS } from './terminal-agents.ts'

/** Every agent and library that `connect` knows. Adding one is adding a row to one of these tables. */
export const AGENTS: readonly AgentRow[] = [
  ...TERMINAL_AGENTS,
  ...OPENCODE_AGENTS,
  ...EDITOR_AGENTS,
  ...AWS_AGENTS,
  ...LITELLM_AGENTS,
  ...PYTHON_AGENTS,
  ...LIBRARY_AGENTS,
  ...GATEWAY_AGENTS,
]

/**
 * The row of the agent that a person named, by its name or a program that runs it.
 * @throws SettingsError where there is none, with the nearest name
 */
export function findAgent(name: string): AgentRow {
  const row = AGENTS.find((agent) => agent.name === name) ?? agentOfProgram(name)
  if (row) return row
  const names = AGENTS.map((agent) => agent.name)
  const nearest = nearestName(name, [...names, ...AGENTS.flatMap(programsOf)])
  throw new SettingsError([
    `there is no agent ${name}${nearest ? `, did you mean ${nearest}?` : `: choose one of ${names.join(', ')}`}`,
  ])
}

/** The row of the agent that a program runs; undefined for a program that no row knows. */
export function agentOfProgram(program: string): AgentRow | undefined {
  return AGENTS.find((agent) => programsOf(agent).includes(program))
}

function programsOf({ runners = [], signs }: AgentRow): string[] {
  return [...runners, ...(signs.binaries ?? [])]
}
