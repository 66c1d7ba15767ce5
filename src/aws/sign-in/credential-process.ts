import { exec } from 'node:child_process'
import { promisify } from 'node:util'
import { externalDataInterceptor } from '@smithy/shared-ini-file-loader'
import { PROCESS_FAILURES } from './lookup-failures.ts'

/** A process may wait for somebody to type, but not for ever: nobody would start another one meanwhile. */
const LIMIT_MS = 120_000
/** By POSIX, how a shell says that there is no such program, or none that may be run. */
const NO_PROGRAM = [126, 127]

type Output = { readonly stdout: string }

/**
 * Makes AWS's providers run a profile's `credential_process` with an end: after two minutes it is killed. Its failure is
 * told in words of PROCESS_FAILURES alone. The hook is the SDK's own, for which process runs what; it holds for the whole
 * program.
 */
export function boundCredentialProcesses(limitMs = LIMIT_MS): void {
  const run = (command: string): Promise<Output> => runProcess(command, limitMs)
  const hook = Object.assign(() => undefined, { [promisify.custom]: run })
  externalDataInterceptor.interceptToken('exec', hook)
}

function runProcess(command: string, limitMs: number): Promise<Output> {
  return new Promise((resolve, reject) => {
    exec(command, { timeout: limitMs, killSignal: 'SIGKILL' }, (error, stdout) => {
      if (error) reject(new Error(failureOf(error)))
      else resolve({ stdout })
    })
  })
}

function failureOf({ code, killed }: { code?: unknown; killed?: boolean }): string {
  if (killed && typeof code !== 'string') return PROCESS_FAILURES.overdue
  if (NO_PROGRAM.includes(Number(code))) return PROCESS_FAILURES.missing
  return `${PROCESS_FAILURES.failed}${Number.isInteger(code) ? code : 'unknown'}`
}
