import type { KeptReport } from './report.ts'

type Aim = {
  readonly title: string
  readonly atLeast?: number
  readonly atMost?: number
  /** The proxy's own figure; undefined where it was not measured. */
  readonly figure: (own: OwnFigures) => number | undefined
}

export type JudgedAim = {
  readonly title: string
  readonly figure: number | undefined
  readonly verdict: 'reached' | 'missed' | 'not measured' | 'told'
}

type OwnFigures = {
  readonly workload: (name: string) => KeptReport['summary'][number] | undefined
  readonly start: KeptReport['starts'][number] | undefined
  readonly stream: KeptReport['openStreams'][number] | undefined
  readonly command: (name: string) => KeptReport['commands'][number] | undefined
}

/** What the proxy is to reach on any machine: above all ratios to the bare relay, because absolute figures do not travel. */
const AIMS: readonly Aim[] = [
  {
    title: "2 KB, 32 connections: at least 0.62 of the bare relay's throughput",
    atLeast: 0.62,
    figure: ({ workload }) => workload('2kb-32')?.throughputRatio,
  },
  {
    title: "2 KB, 32 connections: at most 1.6 of the bare relay's CPU per request",
    atMost: 1.6,
    figure: ({ workload }) => workload('2kb-32')?.cpuRatio,
  },
  {
    title: "2 KB, 1 connection: at most 1.35 of the bare relay's median",
    atMost: 1.35,
    figure: ({ workload }) => workload('2kb-1')?.timeRatio,
  },
  {
    title: "2 KB, 1 connection: the median as a multiple of aws-sigv4-proxy's",
    figure: ({ workload }) => workload('2kb-1')?.timeRatioToSigv4Proxy,
  },
  {
    title: "5 MB, 1 connection: at least 0.9 of the bare relay's throughput",
    atLeast: 0.9,
    figure: ({ workload }) => workload('5mb-1')?.throughputRatio,
  },
  {
    title: "event stream: at most 1.15 of the bare relay's CPU",
    atMost: 1.15,
    figure: ({ workload }) => workload('stream-1')?.cpuRatio,
  },
  {
    title: 'event stream: first byte over direct at most 1.3 of what the bare relay adds',
    atMost: 1.3,
    figure: ({ workload }) => workload('stream-1')?.firstByteRatio,
  },
  { title: 'listening at most 200 ms after start', atMost: 200, figure: ({ start }) => start?.startMs },
  { title: 'idle: at most 65 MB resident', atMost: 65, figure: ({ start }) => start?.idleRssMegabytes },
  {
    title: 'at most 50 KB for each of 1,000 open streams',
    atMost: 50,
    figure: ({ stream }) => stream?.kilobytesPerStream,
  },
  {
    title: '--help: at most 1.4 of the CPU of an empty program',
    atMost: 1.4,
    figure: ({ command }) => command('--help')?.ratio,
  },
  {
    title: '--version: at most 1.4 of the CPU of an empty program',
    atMost: 1.4,
    figure: ({ command }) => command('--version')?.ratio,
  },
]

/** Holds the proxy's figures against its aims. */
export function judgeAims({ summary, starts, openStreams, commands }: KeptReport): JudgedAim[] {
  const isOwn = ({ contender }: { contender: string }) => contender === 'this-proxy'
  const own = summary.filter(isOwn)
  const figures: OwnFigures = {
    workload: (name) => own.find(({ workload }) => workload === name),
    start: starts.find(isOwn),
    stream: openStreams.find(isOwn),
    command: (name) => commands.find(({ command }) => command === name),
  }
  return AIMS.map((aim) => {
    const figure = aim.figure(figures)
    return { title: aim.title, figure, verdict: judge(aim, figure) }
  })
}

function judge({ atLeast, atMost }: Aim, figure: number | undefined): JudgedAim['verdict'] {
  if (figure === undefined) return 'not measured'
  if (atLeast === undefined && atMost === undefined) return 'told'
  return figure >= (atLeast ?? -Infinity) && figure <= (atMost ?? Infinity) ? 'reached' : 'missed'
}
