/** The places where credentials are looked for. */
export type Place = 'environment' | 'profile' | 'web-identity' | 'container' | 'metadata'

/** A place that was looked at in vain, and why. */
export type Miss = { readonly place: Place; readonly error: unknown }

/** Credentials were found nowhere. The last miss is the one that ended the search, unless every place passed it on. */
export class CredentialsNotFound extends Error {
  override readonly name = 'CredentialsNotFound'
  readonly misses: readonly Miss[]
  /** True where the search ended at the last miss; false where there was nothing anywhere. */
  readonly isDecided: boolean

  constructor(misses: readonly Miss[], isDecided: boolean) {
    super('No AWS credentials were found.')
    this.misses = misses
    this.isDecided = isDecided
  }
}

/** Why a credential process gave nothing, in the place of what it wrote: that may hold secrets. */
export const PROCESS_FAILURES = {
  missing: 'credential process: not found',
  overdue: 'credential process: did not end',
  failed: 'credential process: exit code ',
} as const
