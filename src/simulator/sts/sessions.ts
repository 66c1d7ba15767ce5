import { randomBytes } from 'node:crypto'

/** A session of a role that the simulated STS has opened. */
export type Session = {
  readonly credentials: {
    readonly accessKeyId: string
    readonly secretAccessKey: string
    readonly sessionToken: string
  }
  /** The name that it was opened under. */
  readonly name: string
  readonly roleArn: string
  readonly tags: Readonly<Record<string, string>>
  /** Milliseconds since 1970. */
  readonly expiresAt: number
}

/** What a session is opened for. */
export type SessionRequest = Pick<Session, 'name' | 'roleArn' | 'tags'> & { readonly durationS: number }

/** Every session that was opened, by which Bedrock tells whose call it was. */
export type Sessions = {
  readonly all: readonly Session[]
  open(request: SessionRequest): Session
  /** The session that an access key belongs to, and whether it has ended. */
  find(accessKeyId: string): { readonly session: Session; readonly hasEnded: boolean } | undefined
  /** Ends sessions before their time, all unless told which. */
  end(concerns?: (session: Session) => boolean): void
}

/** No session yet. `now` tells the time in milliseconds since 1970. */
export function createSessions(now: () => number = Date.now): Sessions {
  const all: Session[] = []
  const byKey = new Map<string, Session>()
  const ended = new Set<Session>()
  return {
    all,
    open({ durationS, ...request }) {
      const credentials = credentialsFor(request.name, all.length)
      const session = { ...request, credentials, expiresAt: now() + durationS * 1000 }
      all.push(session)
      byKey.set(credentials.accessKeyId, session)
      return session
    },
    find(accessKeyId) {
      const session = byKey.get(accessKeyId)
      return session && { session, hasEnded: ended.has(session) || session.expiresAt <= now() }
    },
    end(concerns = () => true) {
      for (const session of all.filter(concerns)) ended.add(session)
    },
  }
}

/** Whoever reads the access key in a log sees whose it is. */
function credentialsFor(name: string, number: number): Session['credentials'] {
  const owner = name.toUpperCase().replace(/[^A-Z0-9]/g, '')
  return {
    accessKeyId: `ASIA${String(number).padStart(6, '0')}${owner}`,
    secretAccessKey: randomBytes(20).toString('hex'),
    sessionToken: randomBytes(48).toString('base64'),
  }
}
