import { stat } from 'node:fs/promises'

/** What is done about a change, and how often the files are looked at. */
export type FileWatchOptions = {
  readonly intervalMs: number
  /** Called when a file has changed, appeared or gone, and all have then been at rest for one interval. */
  readonly onChanged: () => void
}

/**
 * Looks at files at an interval until it is closed, and calls back once at the beginning, for what changed before. Looking
 * works where the events of `fs.watch` do not come: on network mounts, through the symbolic links of a Kubernetes
 * ConfigMap, and for files and folders that are not there yet. Does not keep the process alive.
 */
export function watchFiles(paths: readonly string[], { intervalMs, onChanged }: FileWatchOptions): { close(): void } {
  let isClosed = false
  let timer: NodeJS.Timeout | undefined
  let seen: string | undefined
  let told: string | undefined
  const look = async () => {
    const now = await stateOf(paths)
    const isAtRest = now === seen
    seen = now
    if (isClosed || !isAtRest || now === told) return
    told = now
    onChanged()
  }
  const wait = () => {
    if (isClosed) return
    timer = setTimeout(() => void look().finally(wait), intervalMs)
    timer.unref()
  }
  wait()
  return {
    close() {
      isClosed = true
      clearTimeout(timer)
    },
  }
}

/** Differs whenever a file was written, replaced, or led to another one by a link. */
async function stateOf(paths: readonly string[]): Promise<string> {
  const states = await Promise.all(
    paths.map((path) =>
      stat(path, { bigint: true }).then(
        ({ dev, ino, size, mtimeNs, ctimeNs }) => [dev, ino, size, mtimeNs, ctimeNs].join(),
        ({ code }: NodeJS.ErrnoException) => String(code),
      ),
    ),
  )
  return states.join('\n')
}
