import { setTimeout as sleep } from 'node:timers/promises'
import type { Contender } from '../contenders/contender-table.ts'
import { type ContenderContext, type RunningContender, startContender } from '../contenders/with-contenders.ts'
import { createPersistentCaller, type PersistentCaller } from '../load/persistent-caller.ts'
import { requestBytes } from '../load/request-bytes.ts'
import { HELD_STREAM, requestOf } from '../workloads.ts'
import { heatUp } from './measure-rounds.ts'
import { readUsage } from './process-usage.ts'
import { medianOfKnown } from './statistics.ts'

export type OpenStreamFigures = {
  readonly contender: string
  /** Resident memory that each open stream adds, in kilobytes of 1000 bytes; undefined where the system tells none. */
  readonly kilobytesPerStream: number | undefined
}

/** As many as the proxy takes at a time, unless told otherwise. */
const STREAMS = 1_000
/** So many are opened at once. */
const BATCH = 50
/** What is given back is given back by then. */
const SETTLE_MS = 2_000

/** How much memory a stream takes that has begun and goes on: of a hot process, with a thousand of them and without. */
export async function measureOpenStreams(
  contenders: readonly Contender[],
  context: ContenderContext & { readonly rounds: number },
): Promise<OpenStreamFigures[]> {
  const able = contenders.filter(
    ({ versions, holdsBack, missing, command }) => versions.includes('1.1') && !holdsBack && command && !missing?.(),
  )
  const samples: { contender: string; kilobytes: number | undefined }[] = []
  for (let round = 0; round < context.rounds; round++) {
    for (const contender of able) {
      context.tell(`${STREAMS} open streams: ${contender.title}, round ${round + 1} of ${context.rounds}`)
      const running = await startContender(contender, context)
      const kilobytes = await kilobytesPerStream(running).finally(running.stop)
      samples.push({ contender: contender.name, kilobytes })
    }
  }
  return able.map(({ name }) => {
    const own = samples.filter(({ contender }) => contender === name)
    return { contender: name, kilobytesPerStream: medianOfKnown(own.map(({ kilobytes }) => kilobytes)) }
  })
}

async function kilobytesPerStream(contender: RunningContender): Promise<number | undefined> {
  await heatUp(contender)
  closeAll(await openStreams(contender.url, BATCH))
  await sleep(SETTLE_MS)
  const before = readUsage(contender.pid)
  const streams = await openStreams(contender.url, STREAMS)
  await sleep(SETTLE_MS)
  const after = readUsage(contender.pid)
  closeAll(streams)
  return before && after && ((after.rssMegabytes - before.rssMegabytes) * 1000) / STREAMS
}

async function openStreams(url: URL, count: number): Promise<PersistentCaller[]> {
  const request = requestBytes(url, requestOf(HELD_STREAM))
  const streams: PersistentCaller[] = []
  while (streams.length < count) {
    const batch = Array.from({ length: BATCH }, () => createPersistentCaller(url, request))
    await Promise.all(batch.map((stream) => stream.open()))
    streams.push(...batch)
  }
  return streams
}

function closeAll(streams: readonly PersistentCaller[]): void {
  for (const stream of streams) stream.close()
}
