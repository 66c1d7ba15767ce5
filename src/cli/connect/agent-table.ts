import { nearestName } from '../../bedrock/nearest-names.ts'
import { SettingsError } from '../../settings/settings-error.ts'
import type { AgentRow } from './agent-row.ts'
import { AWS_AGENTS } from './aws-agents.ts'
import { EDITOR_AGENTS } from './editor-agents.ts'
import { LIBRARY_AGENTS } from './library-agents.ts'
import { OPENCODE_AGENTS } from './opencode-agents.ts'
import { TERMINAL_AGENTS } from './terminal-agents.ts'

/** Every agent and library that `connect` knows. Adding one is adding a row to one of these tables. */
export const AGENTS: readonly AgentRow[] = [
  ...TERMINAL_AGENTS,
  ...OPENCODE_AGENTS,
  ...EDITOR_AGENTS,
  ...AWS_AGENTS,
  ...LIBRARY_AGENTS,
]

/**
 * The row of the agent that a person named.
 * @throws SettingsError where there is none, with the nearest name
 */
export function findAgent(name: string): AgentRow {
  const row = AGENTS.find((agent) => agent.name === name)
  if (row) return row
  const names = AGENTS.map((agent) => agent.name)
  const nearest = nearestName(name, names)
  throw new SettingsError([
    `there is no agent ${name}${nearest ? `, did you mean ${nearest}?` : `: choose one of ${names.join(', ')}`}`,
  ])
}
