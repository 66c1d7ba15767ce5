import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import type { AgentRow } from './agent-row.ts'
import { chooseAgents } from './agent-table.ts'
import { installAgent } from './install/install-agent.ts'
import { chooseRegions } from './models.ts'
import { sealed } from './sealed.ts'

/**
 * `npm run test:agents -- [--region REGION] [NAME …]`: installs real agents, then lets each take a turn in every Region, or in
 * that one, without a network.
 */
const { values, positionals } = parseArgs({ allowPositionals: true, options: { region: { type: 'string' } } })
const regions = chooseRegions(values.region)
const cache = resolve(process.env.BEDROCK_PROXY_AGENTS_CACHE ?? join(tmpdir(), 'bedrock-profile-proxy-agents'))
mkdirSync(cache, { recursive: true })

const agents = []
for (const row of chooseAgents(positionals)) agents.push(await install(row))

const [file, ...args] = await sealed([process.execPath, join(import.meta.dirname, 'run-turns.js')])
const turns = spawn(file, [...args, JSON.stringify({ agents, regions })], { stdio: 'inherit' })
const [exitCode] = await once(turns, 'exit')
process.exitCode = exitCode ?? 1

async function install(row: AgentRow) {
  process.stderr.write(`preparing ${row.name} ${row.version} …\n`)
  return { name: row.name, installed: await installAgent(row, cache) }
}
