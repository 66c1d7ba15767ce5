import type { CredentialEvents } from '../aws/credentials.ts'
import type { Log } from '../telemetry/create-log.ts'

/**
 * Tells the log what becomes of the AWS credentials: kind, names, file and role of a trouble, in words of the proxy's own.
 * To be told of each change once.
 */
export function logCredentialEvents(log: Log): CredentialEvents {
  return {
    onTrouble({ kind, message, facts: { profiles: _told, ...facts } }, until) {
      if (until) {
        const what = 'The AWS credentials could not be renewed; the old ones serve on until they end.'
        return log.warn({ kind, ...facts, until: until.toISOString() }, `${what} ${message}`)
      }
      log.warn({ kind, ...facts }, message)
    },
    onRecovered() {
      log.info('There are AWS credentials again.')
    },
  }
}
