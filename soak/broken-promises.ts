import { median } from '../bench/measure/statistics.ts'
import type { SoakFigures } from './figures.ts'

/** Memory may be so much above its plateau. */
const MEMORY_TOLERANCE = 1.2
/** In less time than this a process does not reach its plateau, so that memory is not judged. */
const PLATEAU_SECONDS = 30

/** Per request at a time: the next one may begin before the connection of one that was given up is gone. */
const MOST_KEPT = 2

/** What a soak promises: each row says in a sentence how it was broken, or nothing. */
const PROMISES: readonly ((figures: SoakFigures) => string | readonly string[] | false)[] = [
  ({ requests }) => requests === 0 && 'No request was made.',
  ({ lost }) => lost > 0 && `${lost} requests reached the upstream less often than their clients were told.`,
  ({ doubled }) => doubled > 0 && `${doubled} requests reached the upstream more often than they should.`,
  ({ truncated }) => truncated > 0 && `${truncated} answers that ended well had not the bytes that the upstream sent.`,
  ({ unexpected }) => unexpected,
  ({ openUpstream }) => openUpstream > 0 && `${openUpstream} requests are still open at the upstream.`,
  ({ sockets: { downstream = 0 } }) => downstream > 0 && `${downstream} sockets of clients that have left are open.`,
  ({ sockets: { keptUpstream = 0 }, parallel }) =>
    keptUpstream > MOST_KEPT * parallel &&
    `${keptUpstream} sockets to the upstream are kept for ${parallel} requests at a time.`,
  ({ sockets: { last = 0 } }) => last > 0 && `${last} sockets are open beside the listener.`,
  ({ openStreams }) => openStreams !== 0 && `bedrock_proxy_open_streams is ${openStreams ?? 'not told'}, not 0.`,
  ({ warnings }) => warnings.map((line) => `The proxy warned: ${line}`),
  ({ internalErrors }) => internalErrors > 0 && `${internalErrors} requests failed in a way that nobody foresaw.`,
  ({ exitCode }) => exitCode !== 0 && `The proxy ended with ${exitCode ?? 'a signal'}, not with 0.`,
  memoryGrew,
]

/** A sentence for each promise that the figures break. */
export function brokenPromises(figures: SoakFigures): string[] {
  return PROMISES.flatMap((promise) => promise(figures) || [])
}

function memoryGrew({ seconds, memory: { driven, rested } }: SoakFigures): string | false {
  const { plateau, end } = memoryPlateau(driven)
  const worst = Math.max(end, median(rested))
  if (seconds < PLATEAU_SECONDS || !(worst > plateau * MEMORY_TOLERANCE)) return false
  return `Memory grew from a plateau of ${plateau.toFixed(0)} MB to ${worst.toFixed(0)} MB.`
}

/** The medians of the middle and of the last third of samples. */
export function memoryPlateau(driven: readonly number[]): { plateau: number; end: number } {
  const third = Math.floor(driven.length / 3)
  return { plateau: median(driven.slice(third, 2 * third)), end: median(driven.slice(2 * third)) }
}
