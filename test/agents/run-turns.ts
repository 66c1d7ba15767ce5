import { resolve } from 'node:path'
import type { AgentRow } from './agent-row.ts'
import { AGENTS } from './agent-table.ts'
import type { Installed } from './install/install-agent.ts'
import { judgeTurn } from './judge-turn.ts'
import type { RunRegion } from './models.ts'
import { type AgentResult, exitCodeOf, summaryLines, turnLines } from './report-run.ts'
import { takeTurn } from './take-turn.ts'

/** The second half of `npm run test:agents`: the turns of the agents that its argument names, and the summary. */
type Orders = { agents: { name: string; installed: Installed }[]; regions: RunRegion[] }

const { agents, regions }: Orders = JSON.parse(process.argv[2] ?? '')
const binary = resolve('dist/main.js')
const results: AgentResult[] = []
for (const { name, installed } of agents) {
  const row = AGENTS.find((one) => one.name === name)
  if (row) results.push(await resultOf(row, installed))
}
tell(['', ...summaryLines(results)])
process.exitCode = exitCodeOf(results)

async function resultOf(row: AgentRow, installed: Installed): Promise<AgentResult> {
  const { name, version } = row
  if (installed.kind === 'unavailable') return { name, version, kind: 'unavailable', why: installed.why }
  let failures = 0
  for (const region of regions) {
    const outcome = await takeTurn(row, { folder: installed.folder, region, binary })
    const problems = judgeTurn(row, region, outcome)
    if (problems.length > 0) failures++
    tell(turnLines(row, region, outcome, problems))
    if (problems.length > 0) tell(outcome.ends.flatMap(({ stdout, stderr }) => [tail(stdout), tail(stderr)]))
  }
  return { name, version, kind: 'ran', failures }
}

/** The end of what an agent wrote. */
function tail(text: string): string {
  return text.trimEnd().slice(-2000).replace(/^/gm, '     | ')
}

function tell(lines: readonly string[]): void {
  process.stdout.write(lines.map((line) => `${line}\n`).join(''))
}
