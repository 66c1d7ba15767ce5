import { join } from 'node:path'
import type { AgentRow } from './agent-row.ts'
import { fromNpm } from './install/installer.ts'
import { CLAUDE } from './models.ts'
import { bin, PROGRAMS } from './programs-folder.ts'
import { TOOL_COMMAND } from './tool-command.ts'

/** Agents of the npm registry, but for Claude Code and Codex. */
export const NPM_AGENTS: readonly AgentRow[] = [
  {
    name: 'opencode',
    version: '1.18.33',
    install: fromNpm('opencode-ai@1.18.33'),
    models: CLAUDE,
    calls: { large: 'ConverseStream', small: 'ConverseStream' },
    quiet: { OPENCODE_DISABLE_AUTOUPDATE: '1', OPENCODE_DISABLE_MODELS_FETCH: '1', OPENCODE_DISABLE_LSP_DOWNLOAD: '1' },
    commands: (turn, prompt) => [[bin(turn, 'opencode'), 'run', prompt]],
    toolCall: {
      tool: 'bash',
      input: { command: TOOL_COMMAND, description: 'Says something' },
      // It puts a backslash before each quote of an argument; what comes by its input stays as it is.
      command: (turn, prompt) => ['sh', '-c', 'printf %s "$1" | "$0" run', bin(turn, 'opencode'), prompt],
    },
  },
  {
    name: 'cline',
    version: '3.0.65',
    install: fromNpm('cline@3.0.65'),
    models: CLAUDE,
    calls: { large: 'ConverseStream' },
    quiet: { CLINE_NO_AUTO_UPDATE: '1' },
    commands: (turn, prompt) => [[bin(turn, 'cline'), prompt]],
  },
  {
    name: 'kilo',
    version: '7.7.7',
    install: fromNpm('@kilocode/cli@7.7.7'),
    models: CLAUDE,
    calls: { large: 'ConverseStream', small: 'ConverseStream' },
    quiet: { KILO_DISABLE_AUTOUPDATE: '1', KILO_DISABLE_MODELS_FETCH: '1', KILO_DISABLE_SESSION_INGEST: '1' },
    commands: (turn, prompt) => [['sh', join(PROGRAMS, 'kilo-turn.sh'), bin(turn, 'kilo'), prompt]],
  },
  {
    name: 'continue',
    version: '1.5.47',
    install: fromNpm('@continuedev/cli@1.5.47'),
    models: CLAUDE,
    calls: { large: 'ConverseStream' },
    quiet: { CONTINUE_TELEMETRY_ENABLED: '0' },
    commands: (turn, prompt) => [[bin(turn, 'cn'), '--print', prompt]],
  },
  {
    name: 'pi',
    version: '0.73.1',
    install: fromNpm('@mariozechner/pi-coding-agent@0.73.1'),
    models: CLAUDE,
    calls: { large: 'ConverseStream' },
    commands: (turn, prompt) => [
      [bin(turn, 'pi'), '--provider', 'amazon-bedrock', '--model', CLAUDE.large.id, '--print', prompt],
    ],
  },
]
