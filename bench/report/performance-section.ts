import { BARE_RELAYS, CONTENDERS } from '../contenders/contender-table.ts'
import { judgeAims } from './aims.ts'
import type { KeptReport } from './report.ts'
import type { SummaryRow } from './summarize.ts'

/** What docs/performance.md says of a run: the machine, the figures that people ask for, and what became of the aims. */
export function performanceSection(report: KeptReport): string {
  return [machineLine(report), figuresTable(report), aimsTable(report)].join('\n\n')
}

function machineLine({ machine, rounds }: KeptReport): string {
  const { cpu, cores, node, date, loadBefore } = machine
  const load = loadBefore === undefined ? '' : `, load before the start ${loadBefore.toFixed(2)}`
  const when = `${date.slice(0, 10)}${load}`
  return `${cpu}, ${cores} cores, Node ${node.slice(1)}; medians of ${rounds} rounds; ${when}.`
}

type Figure = (report: KeptReport, contenders: readonly string[]) => number | undefined
type Row = { readonly title: string; readonly figure: Figure; readonly unit?: string; readonly digits?: number }

const ROWS: readonly Row[] = [
  { title: '2 KB, 1 connection, median', figure: workload('2kb-1', 'p50Ms'), unit: ' ms', digits: 2 },
  { title: '2 KB, 1 connection, CPU per request', figure: workload('2kb-1', 'cpuMicrosPerRequest'), unit: ' µs' },
  { title: '2 KB, 32 connections, requests per second', figure: workload('2kb-32', 'requestsPerSecond') },
  { title: '2 KB, 32 connections, CPU per request', figure: workload('2kb-32', 'cpuMicrosPerRequest'), unit: ' µs' },
  {
    title: "2 KB over the AWS SDK for JavaScript's HTTP/2 connection, 8 at a time, requests per second",
    figure: workload('2kb-http2-8', 'requestsPerSecond'),
  },
  { title: '5 MB, 1 connection, median', figure: workload('5mb-1', 'p50Ms'), unit: ' ms', digits: 1 },
  { title: 'event stream, first byte, median', figure: workload('stream-1', 'firstByteP50Ms'), unit: ' ms', digits: 2 },
  {
    title: 'event stream of 500 chunks, CPU',
    figure: milliseconds(workload('stream-1', 'cpuMicrosPerRequest')),
    unit: ' ms',
    digits: 1,
  },
  {
    title: 'the first request after ten idle seconds',
    figure: (report, names) => find(report.pace, names)?.firstMs,
    unit: ' ms',
    digits: 1,
  },
  {
    title: 'those after it, one per second, median',
    figure: (report, names) => find(report.pace, names)?.laterMs,
    unit: ' ms',
    digits: 1,
  },
  { title: 'listening after start', figure: (report, names) => find(report.starts, names)?.startMs, unit: ' ms' },
  {
    title: 'resident memory, idle',
    figure: (report, names) => find(report.starts, names)?.idleRssMegabytes,
    unit: ' MB',
  },
  {
    title: 'and for each of 1,000 open streams',
    figure: (report, names) => find(report.openStreams, names)?.kilobytesPerStream,
    unit: ' KB',
  },
]

function workload(name: string, key: keyof SummaryRow): Figure {
  return ({ summary }, contenders) => {
    const value = find(
      summary.filter((row) => row.workload === name),
      contenders,
    )?.[key]
    return typeof value === 'number' ? value : undefined
  }
}

function milliseconds(figure: Figure): Figure {
  return (report, contenders) => {
    const micros = figure(report, contenders)
    return micros === undefined ? undefined : micros / 1000
  }
}

function find<Row extends { readonly contender: string }>(
  rows: readonly Row[],
  contenders: readonly string[],
): Row | undefined {
  return rows.find(({ contender }) => contenders.includes(contender))
}

/** A row for each figure that anybody has, a column for each contender that took part; the two bare relays, of which each speaks one HTTP version, share theirs. */
function figuresTable(report: KeptReport): string {
  const columns = CONTENDERS.filter(({ name }) => name !== BARE_RELAYS[1])
    .map(({ name, title }) => ({ title, names: BARE_RELAYS.includes(name) ? BARE_RELAYS : [name] }))
    .filter(({ names }) => ROWS.some(({ figure }) => figure(report, names) !== undefined))
  const rows = ROWS.filter(({ figure }) => columns.some(({ names }) => figure(report, names) !== undefined))
  return markdownTable(
    ['', ...columns.map(({ title }) => title)],
    rows.map(({ title, figure, unit = '', digits = 0 }) => [
      title,
      ...columns.map(({ names }) => shown(figure(report, names), digits, unit)),
    ]),
  )
}

function aimsTable(report: KeptReport): string {
  return markdownTable(
    ['aim', 'reached', ''],
    judgeAims(report).map(({ title, figure, verdict }) => [title, shown(figure, 2), verdict]),
  )
}

function shown(figure: number | undefined, digits: number, unit = ''): string {
  if (figure === undefined || Number.isNaN(figure)) return '–'
  const options = { minimumFractionDigits: digits, maximumFractionDigits: digits }
  return `${figure.toLocaleString('en-US', options)}${unit}`
}

function markdownTable(heading: readonly string[], rows: readonly (readonly string[])[]): string {
  const rule = heading.map(() => '---')
  return [heading, rule, ...rows].map((cells) => `| ${cells.join(' | ')} |`.replaceAll('  ', ' ')).join('\n')
}
