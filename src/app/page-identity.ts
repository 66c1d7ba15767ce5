import type { CredentialDescription } from '../aws/sign-in/describe-credentials.ts'
import { within } from '../catalog/within.ts'
import type { PageIdentity } from '../page/page-data.ts'

/** How the page learns as whom the proxy signs. */
export type IdentityLookup = {
  readonly isSimulated: boolean
  readonly hasApiKey: boolean
  /** Looks credentials up; rejects with a sentence for the user where there are none. */
  readonly describe: () => Promise<CredentialDescription>
}

/** However often the page asks, a process or a sign-in that gives credentials is not asked more often. */
const KEPT_MS = 5 * 60_000
/** Where something was missing, somebody may be about to mend it. */
const RETRY_MS = 15_000
/** A page does not wait for a lookup that takes long; it is told when it is there. */
const LIMIT_MS = 500

/** Tells as whom the proxy signs. Looks up when it is first asked, and keeps what it found for a while. Never rejects. */
export function pageIdentity(lookup: IdentityLookup, now = Date.now): () => Promise<PageIdentity> {
  if (lookup.isSimulated) return async () => ({ kind: 'simulated' })
  if (lookup.hasApiKey) return async () => ({ kind: 'api-key' })
  let known: PageIdentity = { kind: 'not-known-yet' }
  let holdsUntil = 0
  let flight: Promise<void> | undefined
  const look = async () => {
    known = await lookup.describe().then(told, missing)
    holdsUntil = now() + (known.kind === 'credentials' ? KEPT_MS : RETRY_MS)
    flight = undefined
  }
  return async () => {
    if (now() >= holdsUntil) flight ??= look()
    await within(LIMIT_MS, flight)
    return known
  }
}

function told({ place, profile, sources, accountEnding, expiration }: CredentialDescription): PageIdentity {
  return {
    kind: 'credentials',
    from: profile === undefined ? PLACES[place] : `profile ${profile} (${sources.join(', then ')})`,
    ...(accountEnding !== undefined && { account: `…${accountEnding}` }),
    ...(expiration !== undefined && { until: expiration.toISOString() }),
  }
}

const PLACES: Readonly<Record<CredentialDescription['place'], string>> = {
  environment: 'keys of the environment',
  profile: 'a profile',
  'web-identity': 'a web identity',
  container: "the container's role",
  metadata: "the instance's role",
}

function missing(error: unknown): PageIdentity {
  return { kind: 'missing', problem: error instanceof Error ? error.message : 'The credentials could not be read.' }
}
