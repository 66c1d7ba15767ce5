import type { AgentRow } from './agent-row.ts'
import { CLAUDE_CODE_AGENTS } from './claude-code-agents.ts'
import { CODEX_AGENTS } from './codex-agents.ts'
import { NPM_AGENTS } from './npm-agents.ts'
import { PYTHON_AGENTS } from './python-agents.ts'
import { SDK_PROGRAMS } from './sdk-programs.ts'

/** Every real agent and SDK that is driven. Adding one is adding a row to one of these tables. */
export const AGENTS: readonly AgentRow[] = [
  ...CLAUDE_CODE_AGENTS,
  ...CODEX_AGENTS,
  ...NPM_AGENTS,
  ...PYTHON_AGENTS,
  ...SDK_PROGRAMS,
]

/**
 * The rows of the agents that were named, or, where none was, all that do not wait to be named.
 * @throws Error for a name that no row has
 */
export function chooseAgents(names: readonly string[]): readonly AgentRow[] {
  const unknown = names.filter((name) => !AGENTS.some((row) => row.name === name))
  if (unknown.length > 0) {
    const known = AGENTS.map(({ name }) => name).join(', ')
    throw new Error(`There is no agent ${unknown.join(', ')} here. Choose among ${known}.`)
  }
  return names.length === 0
    ? AGENTS.filter(({ isOnDemand }) => !isOnDemand)
    : AGENTS.filter(({ name }) => names.includes(name))
}
