import type { Evidence } from '../evidence.ts'
import { PROCESS_FAILURES } from '../lookup-failures.ts'
import { lastStep, profileFacts, type TroubleFacts, type TroubleRow, theProfile } from '../trouble-row.ts'

/** Troubles with the `credential_process` of a profile. */
export const PROCESS_TROUBLES = [
  {
    kind: 'process-missing',
    recognize: ofProcess(({ words }) => words === PROCESS_FAILURES.missing),
    what: (names) => `The credential_process of ${theProfile(names)} was not found, or may not be run.`,
    remedy: () =>
      'Install it where the proxy runs, or correct its path: a service does not have the PATH of your shell.',
  },
  {
    kind: 'process-hanging',
    recognize: ofProcess(({ name, words }) => name === 'FlightOverdue' || words === PROCESS_FAILURES.overdue),
    what: (names) => `The credential_process of ${theProfile(names)} does not end; it may be waiting for somebody.`,
    remedy: () => 'Run it by hand where the proxy runs, and answer what it asks for or mend it.',
  },
  {
    kind: 'process-failed',
    recognize: ofProcess(({ words }) => words.startsWith(PROCESS_FAILURES.failed)),
    what: (names) => `The credential_process of ${theProfile(names)} ended with an error.`,
    remedy: () => 'Run it by hand where the proxy runs: what it says there is not repeated here.',
  },
  {
    kind: 'process-expired',
    recognize: ofProcess(({ words }) => words.endsWith('returned expired credentials.')),
    what: (names) => `The credential_process of ${theProfile(names)} prints keys that have expired.`,
    remedy: () =>
      'Sign in with the tool that it belongs to, so that it prints fresh ones, and check the clock of this machine.',
  },
  {
    kind: 'process-junk',
    recognize: ofProcess(({ isAnswer, code }) => !isAnswer && code === undefined),
    what: (names) => `The credential_process of ${theProfile(names)} prints something else than credentials.`,
    remedy: () =>
      'It has to print one JSON object with Version 1, AccessKeyId and SecretAccessKey, and nothing around it.',
  },
] as const satisfies readonly TroubleRow[]

/** A role that is assumed with what the process prints has troubles of its own. */
function ofProcess(isSo: (error: Evidence['error']) => boolean): TroubleRow['recognize'] {
  return (evidence) => {
    const { source, profile } = lastStep(evidence)
    return source === 'process' && isSo(evidence.error)
      ? { ...profileFacts(evidence, profile), ...exitOf(evidence) }
      : undefined
  }
}

function exitOf({ error: { words } }: Evidence): TroubleFacts {
  return words.startsWith(PROCESS_FAILURES.failed) ? { exitCode: words.slice(PROCESS_FAILURES.failed.length) } : {}
}
