import { writeFileSync } from 'node:fs'
import { chooseRows } from './choose-rows.ts'
import { CONTENDERS } from './contenders/contender-table.ts'
import { withContenders } from './contenders/with-contenders.ts'
import { describeMachine } from './measure/machine.ts'
import { measureCommands } from './measure/measure-commands.ts'
import { measureOpenStreams } from './measure/measure-open-streams.ts'
import { measurePace } from './measure/measure-pace.ts'
import { measureRounds } from './measure/measure-rounds.ts'
import { measureStart } from './measure/measure-start.ts'
import { parseOptions } from './parse-options.ts'
import { renderReport } from './report/render-report.ts'
import { summarize } from './report/summarize.ts'
import { openTemporaryFolder } from './temporary-folder.ts'
import { startUpstream } from './upstream/start-upstream.ts'
import { WORKLOADS } from './workloads.ts'

/**
 * The benchmark from the first process to the last line: one upstream, every contender side by side, medians of rounds.
 * The figures of docs/performance.md are those of `--json bench/figures.json`; `npm run docs` puts them there.
 */
const options = parseOptions(process.argv.slice(2))
const chosen = chooseRows({ contenders: CONTENDERS, workloads: WORKLOADS }, options.only)
const machine = describeMachine()
const tell = (line: string) => process.stderr.write(`${line}\n`)

const folder = openTemporaryFolder()
const upstream = await startUpstream(folder)
try {
  const context = { upstream, folder, tell }
  const { contenders, workloads } = chosen
  const commands = measureCommands({ rounds: options.rounds, tell })
  const starts = await measureStart(contenders, { ...context, times: options.starts })
  const pace = await measurePace(contenders, { ...context, ...options.pace })
  const openStreams = await measureOpenStreams(contenders, { ...context, rounds: options.streamRounds })
  const visits = await withContenders(contenders, context, (running) =>
    measureRounds(running, workloads, { ...options, tell }),
  )

  const { rounds } = options
  const report = { machine, rounds, starts, commands, pace, openStreams, summary: summarize(visits) }
  process.stdout.write(`${renderReport(report)}\n`)
  if (options.json) writeFileSync(options.json, `${JSON.stringify(report, undefined, 2)}\n`)
} finally {
  await upstream.stop()
  folder.remove()
}
