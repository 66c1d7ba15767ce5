import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { type Credentials, createCredentialSource, credentialHint } from '../../src/aws/credentials.ts'

const MINUTE_MS = 60_000
const LIFETIME_MS = 60 * MINUTE_MS
const HINT = 'Do this.'
const STATIC: Credentials = { accessKeyId: 'AKIDSTATIC', secretAccessKey: 'SECRET' }

describe('createCredentialSource', () => {
  it('loads once, however many ask at the same time', async () => {
    const { source, loads } = startSource()
    const all = await Promise.all(Array.from({ length: 5 }, () => source.get()))
    expect(loads()).toBe(1)
    expect(new Set(all).size).toBe(1)
  })

  it('keeps credentials that do not say when they end', async () => {
    const { source, clock, loads } = startSource({ lifetimeMs: undefined })
    await source.get()
    clock.now += 1e12
    await source.get()
    expect(loads()).toBe(1)
  })

  it('keeps credentials up to five minutes before they end', async () => {
    const { source, clock, loads } = startSource()
    await source.get()
    clock.now += LIFETIME_MS - 5 * MINUTE_MS - 1
    expect(await source.get()).toMatchObject({ accessKeyId: 'AKID1' })
    expect(loads()).toBe(1)
  })

  it('refreshes ahead of time, in one flight, while the old ones serve on', async () => {
    const { source, clock, loads, settled } = startSource()
    await source.get()
    clock.now += LIFETIME_MS - 5 * MINUTE_MS
    const served = await Promise.all([source.get(), source.get()])
    expect(served.map(({ accessKeyId }) => accessKeyId)).toEqual(['AKID1', 'AKID1'])
    await settled()
    expect(await source.get()).toMatchObject({ accessKeyId: 'AKID2' })
    expect(loads()).toBe(2)
  })

  it('serves the old ones while the refresh ahead of time fails, and tries again', async () => {
    const { source, clock, fail, settled, loads } = startSource()
    await source.get()
    clock.now += LIFETIME_MS - MINUTE_MS
    fail(new Error('later'))
    expect(await source.get()).toMatchObject({ accessKeyId: 'AKID1' })
    await settled()
    expect(await source.get()).toMatchObject({ accessKeyId: 'AKID1' })
    await settled()
    expect(loads()).toBe(3)
  })

  it('rejects once they have ended and no others are found', async () => {
    const { source, clock, fail } = startSource()
    await source.get()
    clock.now += LIFETIME_MS
    fail(new Error('gone'))
    await expect(source.get()).rejects.toMatchObject({ name: 'ProxyError', code: 'no-credentials' })
  })

  it('waits for new ones once the old ones have ended', async () => {
    const { source, clock } = startSource()
    await source.get()
    clock.now += LIFETIME_MS
    expect(await source.get()).toMatchObject({ accessKeyId: 'AKID2' })
  })

  it('finds credentials that appear after a failure', async () => {
    const { source, fail } = startSource()
    fail(new Error('none yet'))
    await expect(source.get()).rejects.toThrow(HINT)
    fail(undefined)
    expect(await source.get()).toMatchObject({ accessKeyId: 'AKID2' })
  })

  it('loads again after it was told that AWS refused them', async () => {
    const { source } = startSource({ lifetimeMs: undefined })
    await source.get()
    source.invalidate()
    expect(await source.get()).toMatchObject({ accessKeyId: 'AKID2' })
  })

  it('gives up a lookup that does not end, so that the next one can', async () => {
    vi.useFakeTimers()
    onTestFinished(() => void vi.useRealTimers())
    const lookups = [new Promise<never>(() => {}), Promise.resolve(STATIC)]
    const source = createCredentialSource(() => lookups.shift() ?? Promise.resolve(STATIC), HINT)
    const refused = expect(source.get()).rejects.toMatchObject({ code: 'no-credentials' })
    await vi.advanceTimersByTimeAsync(MINUTE_MS)
    await refused
    expect(await source.get()).toBe(STATIC)
    expect(vi.getTimerCount()).toBe(0)
  })

  it.each([
    ['The SSO session associated with this profile has expired.', /^The AWS SSO session has ended/],
    ['Error when retrieving token from sso: Token refresh required', /^The AWS SSO session has ended/],
    ['No role is associated with this instance', /^The proxy found no AWS credentials/],
    ['Could not load credentials from any providers', /^The proxy found no AWS credentials/],
  ])('words the failure "%s"', async (cause, message) => {
    const { source, fail } = startSource()
    fail(new Error(cause))
    await expect(source.get()).rejects.toThrow(message)
    await expect(source.get()).rejects.toThrow(HINT)
  })

  it('keeps what the provider says out of the message', async () => {
    const { source, fail } = startSource()
    fail(new Error('sso process printed CANARY'))
    const error: unknown = await source.get().catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({ message: expect.not.stringContaining('CANARY'), cause: expect.any(Error) })
  })
})

describe('credentialHint', () => {
  it.each([
    [undefined, 'Run `aws sso login`, or set AWS_ACCESS_KEY_ID'],
    ['work', 'Run `aws sso login --profile work`, or set AWS_ACCESS_KEY_ID'],
  ])('says what to do about profile %s', (profile, start) => {
    expect(credentialHint(profile)).toContain(start)
    expect(credentialHint(profile)).toContain('AWS_BEARER_TOKEN_BEDROCK')
  })
})

/** A source whose loads count up: AKID1, AKID2, …; with a clock to turn and failures to order. */
function startSource({ lifetimeMs }: { lifetimeMs: number | undefined } = { lifetimeMs: LIFETIME_MS }) {
  const clock = { now: Date.parse('2026-11-22T00:00:00Z') }
  let loads = 0
  let failure: Error | undefined
  let latest: Promise<unknown> = Promise.resolve()
  async function load(): Promise<Credentials> {
    loads++
    if (failure) throw failure
    const expiration = lifetimeMs === undefined ? {} : { expiration: new Date(clock.now + lifetimeMs) }
    return { accessKeyId: `AKID${loads}`, secretAccessKey: 'SECRET', ...expiration }
  }
  const recorded = () => {
    const flight = load()
    latest = flight.catch(() => undefined)
    return flight
  }
  return {
    source: createCredentialSource(recorded, HINT, () => clock.now),
    clock,
    loads: () => loads,
    fail: (error: Error | undefined) => {
      failure = error
    },
    /** When the load that is under way has come to its end, and has been taken note of. */
    settled: () => latest.then(() => new Promise(setImmediate)),
  }
}
