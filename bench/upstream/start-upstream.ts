import { benchScript } from '../package-files.ts'
import { type RunningProcess, startProcess } from '../start-process.ts'
import type { TemporaryFolder } from '../temporary-folder.ts'

/** Starts the HTTPS upstream that every contender forwards to, in a process of its own. */
export function startUpstream(folder: TemporaryFolder): Promise<RunningProcess> {
  return startProcess('upstream', { file: process.execPath, args: [benchScript('upstream/serve-upstream')] }, folder)
}
