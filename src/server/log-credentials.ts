import type { CredentialEvents } from '../aws/credentials.ts'
import type { Log } from '../telemetry/create-log.ts'

/**
 * Tells the log what becomes of the AWS credentials: kind, names, file and role of a trouble, in words of the proxy's own.
 * To be told of each change once.
 */
export function logCredentialEvents(log: Log): CredentialEvents {
  return eventsIn(log, {
    notRenewed: 'The AWS credentials could not be renewed; the old ones serve on until they end.',
    recovered: 'There are AWS credentials again.',
  })
}

/** The same for the session that a client's requests are signed with. */
export function logSessionEvents(log: Log, client: string): CredentialEvents {
  const say = {
    notRenewed: `The session of the client ${client} could not be renewed; the old one serves on until it ends.`,
    recovered: `The client ${client} has a session again.`,
  }
  return eventsIn(log, say, { client })
}

type Sentences = { readonly notRenewed: string; readonly recovered: string }

function eventsIn(log: Log, say: Sentences, whose: { readonly client?: string } = {}): CredentialEvents {
  return {
    onTrouble({ kind, message, facts: { profiles: _told, ...facts } }, until) {
      const fields = { kind, ...whose, ...facts }
      if (until) log.warn({ ...fields, until: until.toISOString() }, `${say.notRenewed} ${message}`)
      else log.warn(fields, message)
    },
    onRecovered() {
      log.info(whose, say.recovered)
    },
  }
}
