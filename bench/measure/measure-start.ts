import { setTimeout as sleep } from 'node:timers/promises'
import type { Contender } from '../contenders/contender-table.ts'
import type { ContenderContext } from '../contenders/with-contenders.ts'
import { startProcess } from '../start-process.ts'
import { readUsage } from './process-usage.ts'
import { median, medianOfKnown } from './statistics.ts'

export type StartFigures = {
  readonly contender: string
  /** From the start of the process until it listens. */
  readonly startMs: number
  readonly idleRssMegabytes: number | undefined
}

/** What a program loads in the background has been loaded by then. */
const SETTLE_MS = 1_000

/** Starts each contender some times in turn and takes the medians. */
export async function measureStart(
  contenders: readonly Contender[],
  context: ContenderContext & { readonly times: number },
): Promise<StartFigures[]> {
  const startable = contenders.filter((contender) => contender.command && !contender.missing?.())
  const samples: StartFigures[] = []
  for (let i = 0; i < context.times; i++) {
    context.tell(`start ${i + 1} of ${context.times}`)
    for (const contender of startable) samples.push(await startOnce(contender, context))
  }
  return startable.map(({ name }) => medians(name, samples))
}

async function startOnce({ name, command }: Contender, context: ContenderContext): Promise<StartFigures> {
  const { upstream, folder } = context
  if (!command) throw new Error(`${name} has nothing to start.`)
  const started = await startProcess(name, await command(upstream.url, folder.path), folder)
  await sleep(SETTLE_MS)
  const idleRssMegabytes = readUsage(started.pid)?.rssMegabytes
  await started.stop()
  return { contender: name, startMs: started.startMs, idleRssMegabytes }
}

function medians(contender: string, samples: readonly StartFigures[]): StartFigures {
  const own = samples.filter((sample) => sample.contender === contender)
  return {
    contender,
    startMs: median(own.map(({ startMs }) => startMs)),
    idleRssMegabytes: medianOfKnown(own.map(({ idleRssMegabytes }) => idleRssMegabytes)),
  }
}
