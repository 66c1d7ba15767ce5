import { CONTENDERS } from '../contenders/contender-table.ts'
import type { Machine } from '../measure/machine.ts'
import type { CommandFigures } from '../measure/measure-commands.ts'
import type { OpenStreamFigures } from '../measure/measure-open-streams.ts'
import type { PaceFigures } from '../measure/measure-pace.ts'
import type { StartFigures } from '../measure/measure-start.ts'
import { WORKLOADS, type Workload } from '../workloads.ts'
import { type JudgedAim, judgeAims } from './aims.ts'
import { type Column, renderTable } from './render-table.ts'
import type { Report } from './report.ts'
import type { SummaryRow } from './summarize.ts'

/** The whole report as text: the machine, the start, a table per workload, and last the aims. */
export function renderReport(report: Report): string {
  const { machine, starts, commands, pace, openStreams, summary } = report
  const sections = [
    renderMachine(machine),
    section('start', START_COLUMNS, starts),
    section('commands that only tell', COMMAND_COLUMNS, commands),
    section('one request per second, after ten idle seconds', PACE_COLUMNS, pace),
    section('memory of open streams', STREAM_COLUMNS, openStreams),
    ...WORKLOADS.map((workload) => renderWorkload(workload, summary)),
    section('aims', AIM_COLUMNS, judgeAims(report)),
  ]
  return sections.filter((text) => text !== '').join('\n\n')
}

function renderMachine({ cpu, cores, memoryGigabytes, system, node, loadBefore, date }: Machine): string {
  const machine = `${cpu}, ${cores} cores, ${memoryGigabytes} GB, ${system}, Node ${node}`
  return `${machine}\n${date}, load before the start ${loadBefore.toFixed(2)}`
}

function renderWorkload({ name, title, operation }: Workload, summary: readonly SummaryRow[]): string {
  const rows = inTableOrder(summary.filter(({ workload }) => workload === name))
  const columns = operation === 'converse-stream' ? [...SUMMARY_COLUMNS, ...FIRST_BYTE_COLUMNS] : SUMMARY_COLUMNS
  return section(title, columns, rows)
}

/** Rounds start with another contender each; the report does not. */
function inTableOrder(rows: readonly SummaryRow[]): SummaryRow[] {
  return CONTENDERS.flatMap(({ name }) => rows.filter(({ contender }) => contender === name))
}

/** Nothing where nothing was measured. */
function section<Row>(title: string, columns: readonly Column<Row>[], rows: readonly Row[]): string {
  return rows.length === 0 ? '' : `${title}\n${'─'.repeat(title.length)}\n${renderTable(columns, rows)}`
}

const contenderColumn: Column<{ contender: string }> = {
  heading: '',
  cell: ({ contender }) => CONTENDERS.find(({ name }) => name === contender)?.title,
}

const START_COLUMNS: readonly Column<StartFigures>[] = [
  contenderColumn,
  { heading: 'listening after ms', cell: (row) => row.startMs, digits: 0 },
  { heading: 'idle RSS MB', cell: (row) => row.idleRssMegabytes, digits: 1 },
]

const COMMAND_COLUMNS: readonly Column<CommandFigures>[] = [
  { heading: '', cell: ({ command }) => command },
  { heading: 'CPU ms', cell: ({ cpuMs }) => cpuMs, digits: 1 },
  { heading: 'of an empty program', cell: ({ ratio }) => ratio, digits: 2 },
]

const PACE_COLUMNS: readonly Column<PaceFigures>[] = [
  contenderColumn,
  { heading: 'first ms', cell: ({ firstMs }) => firstMs, digits: 2 },
  { heading: 'later ms', cell: ({ laterMs }) => laterMs, digits: 2 },
]

const STREAM_COLUMNS: readonly Column<OpenStreamFigures>[] = [
  contenderColumn,
  { heading: 'KB for each of 1,000', cell: ({ kilobytesPerStream }) => kilobytesPerStream, digits: 1 },
]

const SUMMARY_COLUMNS: readonly Column<SummaryRow>[] = [
  contenderColumn,
  { heading: 'req/s', cell: (row) => row.requestsPerSecond, digits: 0 },
  { heading: 'of bare relay', cell: (row) => row.throughputRatio, digits: 2 },
  { heading: 'p50 ms', cell: (row) => row.p50Ms, digits: 2 },
  { heading: 'of bare relay', cell: (row) => row.timeRatio, digits: 2 },
  { heading: 'p99 ms', cell: (row) => row.p99Ms, digits: 2 },
  { heading: 'added p50 ms', cell: (row) => row.addedP50Ms, digits: 2 },
  { heading: 'CPU µs/req', cell: (row) => row.cpuMicrosPerRequest, digits: 0 },
  { heading: 'of bare relay', cell: (row) => row.cpuRatio, digits: 2 },
  { heading: 'RSS MB', cell: (row) => row.rssMegabytes, digits: 0 },
]

const FIRST_BYTE_COLUMNS: readonly Column<SummaryRow>[] = [
  { heading: 'first byte p50 ms', cell: (row) => row.firstByteP50Ms, digits: 2 },
  { heading: 'added ms', cell: (row) => row.addedFirstByteMs, digits: 2 },
  { heading: 'of bare relay', cell: (row) => row.firstByteRatio, digits: 2 },
]

const AIM_COLUMNS: readonly Column<JudgedAim>[] = [
  { heading: '', cell: ({ title }) => title },
  { heading: 'figure', cell: ({ figure }) => figure, digits: 2 },
  { heading: '', cell: ({ verdict }) => verdict },
]
