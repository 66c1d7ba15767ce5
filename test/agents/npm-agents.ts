import { join } from 'node:path'
import type { AgentRow, Turn } from './agent-row.ts'
import { fromNpm } from './install/installer.ts'
import { CLAUDE, GPT } from './models.ts'
import { PROGRAMS } from './programs-folder.ts'

/** Agents of the npm registry. */
export const NPM_AGENTS: readonly AgentRow[] = [
  {
    name: 'claude-code',
    version: '2.1.330',
    install: fromNpm('@anthropic-ai/claude-code@2.1.330'),
    models: CLAUDE,
    calls: { large: 'InvokeModelWithResponseStream', small: 'InvokeModelWithResponseStream' },
    quiet: { CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1', DISABLE_AUTOUPDATER: '1' },
    commands: (turn, prompt) => [
      [bin(turn, 'claude'), '--print', prompt],
      [bin(turn, 'claude'), '--print', '--model', 'haiku', prompt],
    ],
  },
  {
    name: 'opencode',
    version: '1.18.33',
    install: fromNpm('opencode-ai@1.18.33'),
    models: CLAUDE,
    calls: { large: 'ConverseStream', small: 'ConverseStream' },
    quiet: { OPENCODE_DISABLE_AUTOUPDATE: '1', OPENCODE_DISABLE_MODELS_FETCH: '1', OPENCODE_DISABLE_LSP_DOWNLOAD: '1' },
    commands: (turn, prompt) => [[bin(turn, 'opencode'), 'run', prompt]],
  },
  {
    name: 'codex',
    version: '0.169.0',
    install: fromNpm('@openai/codex@0.169.0'),
    models: GPT,
    calls: { large: 'Responses' },
    commands: (turn, prompt) => [
      [bin(turn, 'codex'), 'exec', '--skip-git-repo-check', '-c', 'analytics.enabled=false', prompt],
    ],
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

function bin({ folder }: Turn, name: string): string {
  return join(folder, 'node_modules/.bin', name)
}
