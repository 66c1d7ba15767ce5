import { describe, expect, it } from 'vitest'
import { pageIdentity } from '../../src/app/page-identity.ts'
import type { CredentialDescription } from '../../src/aws/sign-in/describe-credentials.ts'

const KEYS: CredentialDescription = {
  place: 'environment',
  sources: [],
  profile: undefined,
  accountEnding: '9012',
  expiration: undefined,
}

describe('The identity on the page', () => {
  it.each([
    [KEYS, { from: 'keys of the environment', account: '…9012' }],
    [
      { ...KEYS, place: 'profile', profile: 'dev', sources: ['sso'], accountEnding: undefined },
      { from: 'profile dev (sso)' },
    ],
    [
      { ...KEYS, place: 'container', expiration: new Date('2026-11-29T18:00:00Z') },
      { from: "the container's role", account: '…9012', until: '2026-11-29T18:00:00.000Z' },
    ],
  ] as const)('of %o is %o', async (description, told) => {
    const identity = pageIdentity({ ...NOBODY, describe: async () => description as CredentialDescription })
    expect(await identity()).toEqual({ kind: 'credentials', ...told })
  })

  it('looks up once for many pages, and again after five minutes', async () => {
    let lookups = 0
    let now = 0
    const describe = async () => {
      lookups += 1
      return KEYS
    }
    const identity = pageIdentity({ ...NOBODY, describe }, () => now)
    await Promise.all([identity(), identity()])
    now = 5 * 60_000 - 1
    await identity()
    expect(lookups).toBe(1)
    now += 1
    await identity()
    expect(lookups).toBe(2)
  })

  it('of nobody says why, and looks again soon', async () => {
    let now = 0
    const answers: (() => CredentialDescription)[] = [
      () => {
        throw new Error('Run aws sso login.')
      },
      () => KEYS,
    ]
    const identity = pageIdentity({ ...NOBODY, describe: async () => answers.shift()?.() ?? KEYS }, () => now)
    expect(await identity()).toEqual({ kind: 'missing', problem: 'Run aws sso login.' })
    now = 15_000
    expect(await identity()).toMatchObject({ kind: 'credentials' })
  })

  it('is not waited for by a page for long', async () => {
    const identity = pageIdentity({ ...NOBODY, describe: () => new Promise(() => undefined) })
    expect(await identity()).toEqual({ kind: 'not-known-yet' })
  })

  it('of an API key and of a simulated Bedrock needs no lookup', async () => {
    const describe = () => Promise.reject(new Error('Nobody asked.'))
    expect(await pageIdentity({ isSimulated: true, hasApiKey: true, describe })()).toEqual({ kind: 'simulated' })
    expect(await pageIdentity({ isSimulated: false, hasApiKey: true, describe })()).toEqual({ kind: 'api-key' })
  })
})

const NOBODY = { isSimulated: false, hasApiKey: false }
