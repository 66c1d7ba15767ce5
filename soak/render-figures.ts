import type { Machine } from '../bench/measure/machine.ts'
import { median } from '../bench/measure/statistics.ts'
import { type Column, renderTable } from '../bench/report/render-table.ts'
import { memoryPlateau } from './broken-promises.ts'
import type { SoakFigures } from './figures.ts'
import type { TrafficFigures } from './ledger.ts'
import { TRAFFIC } from './traffic-table.ts'

/** The figures as text: the machine, what became of each kind of traffic, and what was left at the end. */
export function renderFigures(figures: SoakFigures, { cpu, cores, system, node, date }: Machine): string {
  const order = TRAFFIC.map(({ name }) => name)
  const traffic = figures.traffic.toSorted((a, b) => order.indexOf(a.name) - order.indexOf(b.name))
  return [
    `${cpu}, ${cores} cores, ${system}, Node ${node}\n${date}`,
    renderTable(TRAFFIC_COLUMNS, traffic),
    renderTable(FIGURE_COLUMNS, rows(figures)),
  ].join('\n\n')
}

const TRAFFIC_COLUMNS: readonly Column<TrafficFigures>[] = [
  { heading: 'traffic', cell: ({ name }) => name },
  { heading: 'requests', cell: ({ requests }) => requests, digits: 0 },
  { heading: 'ended with', cell: ({ endings }) => shareOf(endings) },
]

function shareOf(endings: TrafficFigures['endings']): string {
  return Object.entries(endings)
    .map(([label, count]) => `${label}: ${count}`)
    .join(', ')
}

type Row = readonly [name: string, value: number | undefined, digits?: number]

const FIGURE_COLUMNS: readonly Column<Row>[] = [
  { heading: 'figure', cell: ([name]) => name },
  { heading: '', cell: ([, value]) => value, digits: 0 },
]

function rows(figures: SoakFigures): Row[] {
  const { sockets, memory } = figures
  const { plateau, end } = memoryPlateau(memory.driven)
  return [
    ['seconds', figures.seconds],
    ['requests at a time', figures.parallel],
    ['requests', figures.requests],
    ['requests per second', figures.requests / figures.seconds],
    ['lost', figures.lost],
    ['doubled', figures.doubled],
    ['answers with other bytes', figures.truncated],
    ['unexpected endings', figures.unexpected.length],
    ['sockets, most', sockets.driven],
    ['sockets of clients, after', sockets.downstream],
    ['sockets kept to the upstream, after', sockets.keptUpstream],
    ['sockets but the listener, at the end', sockets.last],
    ['bedrock_proxy_open_streams, at the end', figures.openStreams],
    ['requests open at the upstream, at the end', figures.openUpstream],
    ['warnings', figures.warnings.length],
    ['errors that nobody foresaw', figures.internalErrors],
    ['resident MB, plateau', plateau],
    ['resident MB, last third', end],
    ['resident MB, after a rest', median(memory.rested)],
    ['exit code', figures.exitCode],
    ['ms from SIGTERM to the exit', figures.exitMs],
  ]
}
