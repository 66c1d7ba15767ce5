import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { AgentRow, Turn } from './agent-row.ts'
import { fromNpm } from './install/installer.ts'
import { GPT } from './models.ts'
import { bin } from './programs-folder.ts'
import type { Command } from './run-command.ts'
import { TOOL_COMMAND } from './tool-command.ts'

const VERSION = '0.171.0'

const COMMON = {
  version: VERSION,
  installedAs: 'codex',
  install: fromNpm(`@openai/codex@${VERSION}`),
  models: GPT,
  calls: { large: 'Responses' },
}

const TOOL = { tool: 'exec_command', input: { cmd: TOOL_COMMAND } }

/** Codex as `connect` sets it up, and with a provider that it takes for OpenAI itself, for which it compresses bodies. */
export const CODEX_AGENTS: readonly AgentRow[] = [
  {
    name: 'codex',
    ...COMMON,
    commands: (turn, prompt) => [exec(turn, prompt)],
    toolCall: { ...TOOL, command: exec },
  },
  {
    name: 'codex-openai',
    ...COMMON,
    byHand: signIn,
    commands: (turn, prompt) => [exec(turn, prompt, ...asOpenAi(turn))],
    toolCall: { ...TOOL, command: (turn, prompt) => exec(turn, prompt, ...asOpenAi(turn)) },
  },
]

/** The sandbox of its own wants more of the machine than a namespace gives. */
function exec(turn: Turn, prompt: string, ...settings: string[]): Command {
  const all = ['analytics.enabled=false', ...settings].flatMap((setting) => ['-c', setting])
  return [bin(turn, 'codex'), 'exec', '--skip-git-repo-check', '--sandbox', 'danger-full-access', ...all, prompt]
}

function asOpenAi({ url }: Turn): string[] {
  const provider = `{ name = "OpenAI", base_url = "${url}/v1", requires_openai_auth = true, wire_api = "responses" }`
  return ['model_provider="proxy"', `model="global.${GPT.large.id}"`, `model_providers.proxy=${provider}`]
}

/** It compresses bodies for who has signed in to ChatGPT: with tokens of nobody's, of which one is the client token. */
function signIn({ home, token = 'any' }: Turn) {
  const claims = {
    exp: 4_102_444_800,
    'https://api.openai.com/auth': { chatgpt_plan_type: 'pro', chatgpt_account_id: 'id' },
  }
  const id_token = [{ alg: 'none', typ: 'JWT' }, claims, {}].map(base64Url).join('.')
  const tokens = { id_token, access_token: token, refresh_token: 'none', account_id: 'id' }
  const folder = join(home, '.codex')
  mkdirSync(folder)
  writeFileSync(join(folder, 'auth.json'), JSON.stringify({ tokens, last_refresh: new Date().toISOString() }))
  return { CODEX_HOME: folder }
}

function base64Url(part: object): string {
  return Buffer.from(JSON.stringify(part)).toString('base64url')
}
