import { userInfo } from 'node:os'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import type { CliContext, OwnProcess } from '../../src/cli/cli-context.ts'
import { temporaryFolder } from '../settings/temporary-folder.ts'

const PACKAGE_FOLDER = join(import.meta.dirname, '../..')

/** A process to which nothing happens, and that alone is alive. */
export const QUIET_PROCESS: OwnProcess = {
  pid: 4711,
  program: ['/usr/bin/node', '/opt/bedrock-profile-proxy/dist/main.js'],
  nodeVersion: '20.18.1',
  platform: 'linux',
  hasTerminal: false,
  isAlive: (pid) => pid === 4711,
  onSignals: () => undefined,
  onExit: () => undefined,
}

/** A context with streams that can be read, an empty folder and nothing in the environment. */
export function cliContextOf(
  given: Partial<CliContext> = {},
): CliContext & { readonly stdout: PassThrough; readonly stderr: PassThrough } {
  const folder = temporaryFolder()
  return {
    argv: [],
    env: {},
    cwd: folder,
    homeDir: folder,
    packageFolder: PACKAGE_FOLDER,
    ownCommand: () => 'node dist/main.js',
    outliveReaders: () => undefined,
    letHeapGrow: () => undefined,
    userId: userInfo().uid,
    onSignal: () => undefined,
    onHangup: () => undefined,
    now: () => new Date(0),
    ownProcess: QUIET_PROCESS,
    ...given,
    stdout: new PassThrough(),
    stderr: new PassThrough(),
  }
}

/** What has been written to a stream. */
export function written(stream: PassThrough): string {
  return stream.read()?.toString() ?? ''
}
