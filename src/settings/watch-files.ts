import { type FilesSeen, seeFiles } from './see-files.ts'

/** What is done about a change, and how often the files are looked at. */
export type FileWatchOptions = {
  readonly intervalMs: number
  /** Called when a file has changed, appeared or gone, and all have then been at rest for one interval. */
  readonly onChanged: () => void
}

/**
 * Looks at files at an interval until it is closed, and tells of what changed since they were seen as given. Looking
 * works where the events of `fs.watch` do not come: on network mounts, through the symbolic links of a Kubernetes
 * ConfigMap, and for files and folders that are not there yet. Does not keep the process alive.
 */
export function watchFiles(atFirst: FilesSeen, { intervalMs, onChanged }: FileWatchOptions): { close(): void } {
  let isClosed = false
  let timer: NodeJS.Timeout | undefined
  let seen = atFirst.states
  let told = seen
  const look = async () => {
    const { states } = await seeFiles(atFirst.paths)
    const isAtRest = states === seen
    seen = states
    if (isClosed || !isAtRest || states === told) return
    told = states
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
