import { stat } from 'node:fs/promises'

/** A failure that is remembered for some seconds, or until one of the files changes that it came from. */
export type FailureMemory<Failure> = {
  /** What still holds; undefined where it is time to try again. */
  recall(): Promise<Failure | undefined>
  /** What failed last, however long ago; undefined after `clear`. */
  latest(): Failure | undefined
  /** Remembers a failure from now on. `files` may be missing. */
  keep(failure: Failure, files: readonly string[]): Promise<void>
  clear(): void
}

/** Long enough that a burst of requests causes one lookup, short enough that nobody waits for what has been mended. */
export const FAILURE_MEMORY_MS = 5_000

/** A memory for one failure at a time. */
export function createFailureMemory<Failure>(now: () => number): FailureMemory<Failure> {
  let kept: { failure: Failure; until: number; files: readonly string[]; stamp: string } | undefined
  return {
    async recall() {
      if (!kept || now() >= kept.until) return undefined
      const { failure, files, stamp } = kept
      return (await stampOf(files)) === stamp ? failure : undefined
    },
    latest: () => kept?.failure,
    async keep(failure, files) {
      kept = { failure, until: now() + FAILURE_MEMORY_MS, files, stamp: '' }
      const mine = kept
      mine.stamp = await stampOf(files)
    },
    clear() {
      kept = undefined
    },
  }
}

/** Changes when one of the files is written, appears or goes. */
async function stampOf(files: readonly string[]): Promise<string> {
  const stamps = await Promise.all(files.map((file) => stat(file).then(stampOfStats, () => 'none')))
  return stamps.join()
}

function stampOfStats({ mtimeMs, size, ino }: { mtimeMs: number; size: number; ino: number }): string {
  return `${mtimeMs}/${size}/${ino}`
}
