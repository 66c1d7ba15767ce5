import { ProxyError } from '../bedrock/errors.ts'
import type { CredentialSourceOptions, Explanation } from './credentials.ts'
import { createFailureMemory } from './failure-memory.ts'
import { type CredentialTrouble, troubleOf } from './sign-in/credential-troubles.ts'

/** What is known of lookups that failed. */
export type CredentialFailures = {
  /** The error that still stands; undefined where it is time to look again. */
  recall(): Promise<ProxyError | undefined>
  /** The trouble of the last lookup; undefined after a success. */
  latest(): CredentialTrouble | undefined
  /** Takes note of a failure, and tells of it where it is news. `until` is when the old credentials end that serve on. */
  note(cause: unknown, until: Date | undefined): Promise<ProxyError>
  /** Takes note of a success. */
  clear(): void
}

type Failure = { readonly error: ProxyError; readonly trouble: CredentialTrouble }

/** Explains failures, remembers the last one, and tells each change once. */
export function createCredentialFailures({
  explain,
  events,
  now,
}: Pick<CredentialSourceOptions, 'explain' | 'events'> & { readonly now: () => number }): CredentialFailures {
  const memory = createFailureMemory<Failure>(now)
  let told: string | undefined
  return {
    recall: async () => (await memory.recall())?.error,
    latest: () => memory.latest()?.trouble,
    async note(cause, until) {
      const { trouble, files } = await explain(cause).catch(() => UNEXPLAINED)
      const error = new ProxyError(trouble.code ?? 'no-credentials', trouble.message, { cause })
      await memory.keep({ error, trouble }, files)
      const news = JSON.stringify([trouble.kind, trouble.facts, until])
      if (news !== told) events?.onTrouble(trouble, until)
      told = news
      return error
    },
    clear() {
      memory.clear()
      if (told !== undefined) events?.onRecovered()
      told = undefined
    },
  }
}

/** What explains a failure may fail itself. */
const UNEXPLAINED: Explanation = { trouble: troubleOf('unknown', {}), files: [] }
