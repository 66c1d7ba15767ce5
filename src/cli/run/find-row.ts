import { basename } from 'node:path'
import type { AgentRow } from '../connect/agent-row.ts'
import { agentOfProgram } from '../connect/agent-table.ts'
import { ANY_PROGRAM } from '../connect/any-program.ts'

/**
 * The row of the agent that a command starts; that of any program where no row knows it.
 * @throws Error where the agent can be told of the proxy by its own settings alone
 */
export function findRow(command: string, ownCommand: string): AgentRow {
  const row = agentOfProgram(basename(command)) ?? ANY_PROGRAM
  if (row.env || row.run) return row
  throw new Error(
    `${row.title} takes its settings from a file alone, which run does not touch. Use: ${ownCommand} connect ${row.name} --write`,
  )
}
