import type { AgentRow, Turn } from './agent-row.ts'
import { fromNpm } from './install/installer.ts'
import { CLAUDE } from './models.ts'
import { bin } from './programs-folder.ts'
import type { Command } from './run-command.ts'
import { TOOL_COMMAND } from './tool-command.ts'

/** The newest, one of May 2026, and one from before the flags that Bedrock knows under other names. */
const VERSIONS = ['2.1.332', '2.1.129', '2.1.49']

/** Claude Code in several versions, each as a client of Bedrock's API and of Anthropic's. */
export const CLAUDE_CODE_AGENTS: readonly AgentRow[] = VERSIONS.flatMap((version, i) => {
  const suffix = i === 0 ? '' : `-${version}`
  return [onBedrock(`claude-code${suffix}`, version), onAnthropic(`claude-code-anthropic${suffix}`, version)]
})

function onBedrock(name: string, version: string): AgentRow {
  const operation = 'InvokeModelWithResponseStream'
  return { name, connectAs: 'claude-code', calls: { large: operation, small: operation }, ...common(version) }
}

/** In the dialect of a gateway for Anthropic's API, with the names that Claude Code has by itself. */
function onAnthropic(name: string, version: string): AgentRow {
  return { name, byHand: anthropicEnvironment, calls: { large: 'Messages', small: 'Messages' }, ...common(version) }
}

function anthropicEnvironment({ url, token = 'any' }: Turn) {
  return {
    ANTHROPIC_BASE_URL: url,
    ANTHROPIC_AUTH_TOKEN: token,
    ANTHROPIC_MODEL: 'claude-sonnet-4-6',
    ANTHROPIC_DEFAULT_HAIKU_MODEL: 'claude-haiku-4-5-20251001',
  }
}

/** `/context` counts tokens, and is answered without a model. */
function common(version: string) {
  return {
    version,
    installedAs: 'claude-code',
    install: fromNpm(`@anthropic-ai/claude-code@${version}`),
    models: CLAUDE,
    quiet: { CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1', DISABLE_AUTOUPDATER: '1' },
    commands: (turn: Turn, prompt: string): readonly Command[] => [
      print(turn, prompt),
      print(turn, prompt, '--model', 'haiku'),
      print(turn, '/context'),
    ],
    toolCall: {
      tool: 'Bash',
      input: { command: TOOL_COMMAND, description: 'Says something' },
      command: (turn: Turn, prompt: string) => print(turn, prompt, '--allowedTools', 'Bash'),
    },
  }
}

function print(turn: Turn, prompt: string, ...flags: string[]): Command {
  return [bin(turn, 'claude'), '--print', prompt, ...flags]
}
