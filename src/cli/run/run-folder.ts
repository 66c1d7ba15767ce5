import { rmSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { OwnProcess } from '../cli-context.ts'

/** A folder that lives as long as one run. */
export type RunFolder = {
  readonly path: string
  /** Removes it; waits for nothing, so that a process that ends can do it. */
  remove(): void
}

/** Makes a folder of this run's own, mode 0700, below the state folder. It bears the ID of the process. */
export async function openRunFolder(stateFolder: string, { pid }: Pick<OwnProcess, 'pid'>): Promise<RunFolder> {
  const runs = runsIn(stateFolder)
  await mkdir(runs, { recursive: true, mode: 0o700 })
  const path = await mkdtemp(join(runs, `${pid}-`))
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) }
}

/** Removes what runs have left behind that could not clean up: the folders of processes that are no more. */
export async function sweepRunFolders(
  stateFolder: string,
  { isAlive }: Pick<OwnProcess, 'isAlive'>,
): Promise<readonly string[]> {
  const runs = runsIn(stateFolder)
  const names = await readdir(runs).catch(() => [])
  const left = names.filter((name) => /^\d+-/.test(name) && !isAlive(Number.parseInt(name, 10)))
  await Promise.all(left.map((name) => rm(join(runs, name), { recursive: true, force: true })))
  return left
}

function runsIn(stateFolder: string): string {
  return join(stateFolder, 'runs')
}
