import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { mkdir, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Writable } from 'node:stream'

/** How many logs are kept, the new one among them. */
const KEPT = 10

/** Which run it is. */
export type RunName = { readonly startedAt: Date; readonly pid: number }

/**
 * Opens the log of a run, for its owner alone, and removes the oldest where there are too many. Names sort by time.
 * Rejects where it cannot be written.
 */
export async function openRunLog(
  stateFolder: string,
  { startedAt, pid }: RunName,
): Promise<{ readonly path: string; readonly stream: Writable }> {
  const folder = join(stateFolder, 'logs')
  await mkdir(folder, { recursive: true, mode: 0o700 })
  await removeOldest(folder)
  const path = join(folder, `run-${startedAt.toISOString().replace(/[:.]/g, '-')}-${pid}.log`)
  const stream = createWriteStream(path, { flags: 'wx', mode: 0o600 })
  await once(stream, 'open')
  // A disk that fills up must not end the run.
  stream.on('error', () => undefined)
  return { path, stream }
}

async function removeOldest(folder: string): Promise<void> {
  const logs = (await readdir(folder)).filter((name) => /^run-.*\.log$/.test(name)).sort()
  await Promise.all(logs.slice(0, Math.max(0, logs.length - KEPT + 1)).map((name) => rm(join(folder, name))))
}
