import { locateCredentials, type Search } from './find-credentials.ts'
import type { Place } from './lookup-failures.ts'
import { readSharedConfig } from './shared-config.ts'
import { type ProfileSource, traceProfile } from './trace-profile.ts'

/** Which credentials there are, without any of them. */
export type CredentialDescription = {
  readonly place: Place
  /** How the profile comes by them, from the chosen profile on; empty for any other place. */
  readonly sources: readonly ProfileSource[]
  readonly profile: string | undefined
  /** The last four digits of the account, where it is known. */
  readonly accountEnding: string | undefined
  readonly expiration: Date | undefined
}

/**
 * Looks credentials up as a request would, and tells which they are.
 * @throws CredentialsNotFound
 */
export async function describeCredentials(search: Search): Promise<CredentialDescription> {
  const { credentials, place, accountId } = await locateCredentials(search)
  const { profiles } = await readSharedConfig(search.env)
  const profile = place === 'profile' ? (search.profile ?? 'default') : undefined
  const steps = profile === undefined ? [] : traceProfile(profiles, profile)
  const account = accountId ?? accountOfAccessKey(credentials.accessKeyId)
  return {
    place,
    sources: steps.map(({ source }) => source),
    profile,
    accountEnding: account?.slice(-4),
    expiration: credentials.expiration,
  }
}

const ACCESS_KEY = /^A(?:KIA|SIA)[A-Z2-7]{16}$/
const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/**
 * The account that an access key ID bears: 40 bits of it, in base 32 behind the first four characters, as AWS has made them
 * since 2019. Undefined for what AWS has not made.
 */
export function accountOfAccessKey(accessKeyId: string): string | undefined {
  if (!ACCESS_KEY.test(accessKeyId)) return undefined
  const bits = [...accessKeyId.slice(4, 14)].reduce((value, letter) => value * 32n + BigInt(BASE32.indexOf(letter)), 0n)
  // Ten letters are 50 bits; the first six bytes are 48 of them, of which a bit before and seven behind are others'.
  const account = ((bits >> 2n) & 0x7fffffffff80n) >> 7n
  return account.toString().padStart(12, '0')
}
