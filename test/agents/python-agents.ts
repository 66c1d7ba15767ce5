import { join } from 'node:path'
import type { AgentRow, Turn } from './agent-row.ts'
import { fromPyPi } from './install/installer.ts'
import { CLAUDE } from './models.ts'
import { PROGRAMS } from './programs-folder.ts'
import type { Command } from './run-command.ts'

const CONVERSE = { large: 'ConverseStream', small: 'Converse' }

/** What has its home on PyPI. */
export const PYTHON_AGENTS: readonly AgentRow[] = [
  {
    name: 'boto3',
    version: '1.44.8',
    install: fromPyPi('boto3==1.44.8'),
    models: CLAUDE,
    calls: CONVERSE,
    commands: program('boto3_turn.py'),
  },
  {
    name: 'anthropic-python',
    version: '2.14.0',
    install: fromPyPi('anthropic[bedrock]==2.14.0'),
    connectAs: 'anthropic-sdk',
    models: CLAUDE,
    calls: { large: 'InvokeModelWithResponseStream', small: 'InvokeModel' },
    commands: program('anthropic_turn.py'),
  },
  {
    // As Crush asks: by the Messages route, with Claude's own names.
    name: 'anthropic-messages',
    version: '2.14.0',
    installedAs: 'anthropic-python',
    install: fromPyPi('anthropic[bedrock]==2.14.0'),
    byHand: ({ url, token = 'any' }) => ({ ANTHROPIC_BASE_URL: url, ANTHROPIC_API_KEY: token }),
    models: CLAUDE,
    calls: { large: 'Messages', small: 'Messages', further: ['CountTokens'] },
    commands: program('anthropic_messages_turn.py', 'claude-sonnet-4-6', 'claude-haiku-4-5-20251001'),
  },
  {
    name: 'litellm',
    version: '1.110.2',
    install: fromPyPi('litellm==1.110.2', 'boto3==1.44.8'),
    quiet: { LITELLM_LOCAL_MODEL_COST_MAP: 'True' },
    models: CLAUDE,
    calls: CONVERSE,
    commands: program('litellm_turn.py'),
  },
  {
    name: 'aider',
    version: '0.86.2',
    install: fromPyPi('aider-chat==0.86.2', 'boto3==1.44.8'),
    quiet: { LITELLM_LOCAL_MODEL_COST_MAP: 'True' },
    models: CLAUDE,
    // The LiteLLM that it pins speaks Converse only to models that it knows.
    calls: { large: 'InvokeModelWithResponseStream', small: 'Converse' },
    commands: (turn, prompt) => [
      aider(turn, '--no-git', '--message', prompt),
      ['git', 'init', '--quiet'],
      ['sh', '-c', 'echo news > news.txt && git add news.txt'],
      aider(turn, '--commit'),
    ],
  },
  {
    name: 'strands',
    version: '1.62.0',
    install: fromPyPi('strands-agents==1.62.0'),
    models: CLAUDE,
    calls: CONVERSE,
    commands: program('strands_turn.py'),
  },
  {
    name: 'langchain',
    version: '1.9.1',
    install: fromPyPi('langchain-aws==1.9.1'),
    models: CLAUDE,
    calls: CONVERSE,
    commands: program('langchain_turn.py'),
  },
  {
    name: 'aws-cli',
    version: '1.46.3',
    install: fromPyPi('awscli==1.46.3'),
    connectAs: 'aws-sdk',
    models: CLAUDE,
    calls: { large: 'Converse', small: 'InvokeModel' },
    commands: (turn, prompt) => [
      aws(turn, 'bedrock', 'list-inference-profiles', '--max-items', '1'),
      aws(turn, 'bedrock-runtime', 'converse', '--model-id', CLAUDE.large.id, '--messages', converseMessages(prompt)),
      aws(turn, ...INVOKE, '--model-id', CLAUDE.small.id, '--body', anthropicBody(prompt), 'answer.json'),
    ],
  },
]

const INVOKE = ['bedrock-runtime', 'invoke-model']

function program(file: string, large = CLAUDE.large.id, small = CLAUDE.small.id): AgentRow['commands'] {
  return ({ folder }, prompt) => [[join(folder, 'venv/bin/python'), join(PROGRAMS, file), large, small, prompt]]
}

function aider({ folder }: Turn, ...args: string[]): Command {
  return [join(folder, 'venv/bin/aider'), ...AIDER_FLAGS, ...args]
}

const AIDER_FLAGS = [
  '--yes-always',
  '--no-check-update',
  '--no-show-model-warnings',
  '--analytics-disable',
  '--no-pretty',
]

function aws({ folder }: Turn, ...args: string[]): Command {
  return [join(folder, 'venv/bin/aws'), ...args]
}

function converseMessages(prompt: string): string {
  return JSON.stringify([{ role: 'user', content: [{ text: prompt }] }])
}

function anthropicBody(prompt: string): string {
  const messages = [{ role: 'user', content: prompt }]
  return JSON.stringify({ anthropic_version: 'bedrock-2023-05-31', max_tokens: 100, messages })
}
