import { writeFileSync } from 'node:fs'
import { chooseRows } from './choose-rows.ts'
import { CONTENDERS } from './contenders/contender-table.ts'
import { withContenders } from './contenders/with-contenders.ts'
import { describeMachine } from './measure/machine.ts'
import { measureRounds } from './measure/measure-rounds.ts'
import { measureStart } from './measure/measure-start.ts'
import { parseOptions } from './parse-options.ts'
import { judgeAims } from './report/aims.ts'
import { renderReport } from './report/render-report.ts'
import { summarize } from './report/summarize.ts'
import { openTemporaryFolder } from './temporary-folder.ts'
import { startUpstream } from './upstream/start-upstream.ts'
import { WORKLOADS } from './workloads.ts'

/** The benchmark from the first process to the last line: one upstream, every contender side by side, medians of rounds. */
const options = parseOptions(process.argv.slice(2))
const chosen = chooseRows({ contenders: CONTENDERS, workloads: WORKLOADS }, options.only)
const machine = describeMachine()
const tell = (line: string) => process.stderr.write(`${line}\n`)

const folder = openTemporaryFolder()
const upstream = await startUpstream(folder)
try {
  const context = { upstream, folder, tell }
  const starts = await measureStart(chosen.contenders, { ...context, times: options.starts })
  const visits = await withContenders(chosen.contenders, context, (running) =>
    measureRounds(running, chosen.workloads, { ...options, tell }),
  )

  const summary = summarize(visits)
  const report = { machine, starts, summary, aims: judgeAims(summary, starts) }
  process.stdout.write(`${renderReport(report)}\n`)
  if (options.json) writeFileSync(options.json, `${JSON.stringify({ ...report, visits }, undefined, 2)}\n`)
} finally {
  await upstream.stop()
  folder.remove()
}
