import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { AgentRow } from './agent-row.ts'
import { chooseAgents } from './agent-table.ts'
import { installAgent } from './install/install-agent.ts'
import { sealed } from './sealed.ts'

/** `npm run test:agents -- [NAME …]`: installs real agents, then lets each take a turn in every Region, without a network. */
const cache = resolve(process.env.BEDROCK_PROXY_AGENTS_CACHE ?? join(tmpdir(), 'bedrock-profile-proxy-agents'))
mkdirSync(cache, { recursive: true })

const agents = []
for (const row of chooseAgents(process.argv.slice(2))) agents.push(await install(row))

const [file, ...args] = await sealed([process.execPath, join(import.meta.dirname, 'run-turns.js')])
const turns = spawn(file, [...args, JSON.stringify(agents)], { stdio: 'inherit' })
const [exitCode] = await once(turns, 'exit')
process.exitCode = exitCode ?? 1

async function install(row: AgentRow) {
  process.stderr.write(`preparing ${row.name} ${row.version} …\n`)
  return { name: row.name, installed: await installAgent(row, cache) }
}
