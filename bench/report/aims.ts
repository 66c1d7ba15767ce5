import type { StartFigures } from '../measure/measure-start.ts'
import type { SummaryRow } from './summarize.ts'

type Aim = {
  readonly title: string
  readonly atLeast?: number
  readonly atMost?: number
  /** The proxy's own figure; undefined where it was not measured. */
  readonly figure: (workload: (name: string) => SummaryRow | undefined, start?: StartFigures) => number | undefined
}

export type JudgedAim = {
  readonly title: string
  readonly figure: number | undefined
  readonly verdict: 'reached' | 'missed' | 'not measured'
}

/** What the proxy is to reach on any machine; ratios and differences, because absolute figures do not travel. */
const AIMS: readonly Aim[] = [
  {
    title: "2 KB, 32 connections: at least 0.55 of the bare relay's throughput",
    atLeast: 0.55,
    figure: (workload) => workload('2kb-32')?.throughputRatio,
  },
  {
    title: '2 KB, 1 connection: at most 0.3 ms added to the median',
    atMost: 0.3,
    figure: (workload) => workload('2kb-1')?.addedP50Ms,
  },
  {
    title: "5 MB, 1 connection: at most 1.15 of the bare relay's time",
    atMost: 1.15,
    figure: (workload) => workload('5mb-1')?.timeRatio,
  },
  {
    title: 'event stream: first byte at most 1 ms after direct',
    atMost: 1,
    figure: (workload) => workload('stream-1')?.addedFirstByteMs,
  },
  { title: 'idle: at most 90 MB resident', atMost: 90, figure: (_, start) => start?.idleRssMegabytes },
  { title: 'listening at most 400 ms after start', atMost: 400, figure: (_, start) => start?.startMs },
]

/** Holds the proxy's figures against its aims. */
export function judgeAims(summary: readonly SummaryRow[], starts: readonly StartFigures[]): JudgedAim[] {
  const own = summary.filter(({ contender }) => contender === 'this-proxy')
  const start = starts.find(({ contender }) => contender === 'this-proxy')
  return AIMS.map((aim) => {
    const figure = aim.figure((name) => own.find(({ workload }) => workload === name), start)
    return { title: aim.title, figure, verdict: judge(aim, figure) }
  })
}

function judge({ atLeast = -Infinity, atMost = Infinity }: Aim, figure: number | undefined): JudgedAim['verdict'] {
  if (figure === undefined) return 'not measured'
  return figure >= atLeast && figure <= atMost ? 'reached' : 'missed'
}
