import { type RunningProcess, startProcess } from '../start-process.ts'
import type { TemporaryFolder } from '../temporary-folder.ts'
import type { HttpVersion } from '../workloads.ts'
import type { Contender } from './contender-table.ts'

export type RunningContender = {
  readonly name: string
  readonly versions: readonly HttpVersion[]
  readonly url: URL
  /** undefined where the load goes to the upstream itself. */
  readonly pid: number | undefined
  stop(): Promise<void>
}

export type ContenderContext = {
  readonly upstream: RunningProcess
  readonly folder: TemporaryFolder
  /** Tells the person at the terminal what goes on. */
  readonly tell: (line: string) => void
}

/** Starts the contenders that this machine has, each in a process of its own, and stops them when the work is done. */
export async function withContenders<Result>(
  contenders: readonly Contender[],
  context: ContenderContext,
  work: (running: readonly RunningContender[]) => Promise<Result>,
): Promise<Result> {
  const running: RunningContender[] = []
  try {
    for (const contender of contenders) {
      const reason = contender.missing?.()
      if (reason) context.tell(`${contender.title}: ${reason}`)
      else running.push(await startContender(contender, context))
    }
    return await work(running)
  } finally {
    await Promise.all(running.map(({ stop }) => stop()))
  }
}

/** Starts one contender. Of one that has nothing to start, the upstream is called. */
export async function startContender(contender: Contender, context: ContenderContext): Promise<RunningContender> {
  const { name, versions, command } = contender
  const { upstream, folder } = context
  if (!command) return { name, versions, url: upstream.url, pid: undefined, stop: async () => undefined }
  return { name, versions, ...(await startProcess(name, await command(upstream.url, folder.path), folder)) }
}
