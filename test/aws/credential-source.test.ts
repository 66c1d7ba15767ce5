import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { createCredentialSource } from '../../src/aws/credential-source.ts'
import type { Credentials } from '../../src/aws/credentials.ts'
import { FAILURE_MEMORY_MS } from '../../src/aws/failure-memory.ts'
import { troubleOf } from '../../src/aws/sign-in/credential-troubles.ts'

const MINUTE_MS = 60_000
const LIFETIME_MS = 60 * MINUTE_MS
const TROUBLE = troubleOf('process-failed', { profile: 'work' })
const EXPLANATION = { trouble: TROUBLE, files: [] }
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
    clock.now += FAILURE_MEMORY_MS
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
    const { source, fail, clock } = startSource()
    fail(new Error('none yet'))
    await expect(source.get()).rejects.toThrow(TROUBLE.message)
    fail(undefined)
    clock.now += FAILURE_MEMORY_MS
    expect(await source.get()).toMatchObject({ accessKeyId: 'AKID2' })
  })

  it('loads again after it was told that AWS refused them', async () => {
    const { source } = startSource({ lifetimeMs: undefined })
    await source.get()
    source.invalidate()
    expect(await source.get()).toMatchObject({ accessKeyId: 'AKID2' })
  })

  it('does not ask for others again and again where the ones that are left end soon', async () => {
    const { source, clock, loads, settled } = startSource({ lifetimeMs: 4 * MINUTE_MS })
    await source.get()
    await source.get()
    clock.now += 29_000
    await source.get()
    expect(loads()).toBe(1)
    clock.now += 1_000
    expect(await source.get()).toMatchObject({ accessKeyId: 'AKID1' })
    await settled()
    expect(await source.get()).toMatchObject({ accessKeyId: 'AKID2' })
  })

  it('gives up waiting for a lookup that does not end, and begins no other; what it finds at last is taken', async () => {
    vi.useFakeTimers()
    onTestFinished(() => void vi.useRealTimers())
    let finish: (found: Credentials) => void = () => undefined
    const lookup = new Promise<Credentials>((resolve) => {
      finish = resolve
    })
    const load = vi.fn(() => lookup)
    const source = createCredentialSource({ load, explain: async () => EXPLANATION })
    onTestFinished(source.stop)
    const refused = expect(source.get()).rejects.toMatchObject({ code: 'no-credentials' })
    await vi.advanceTimersByTimeAsync(20_000)
    await refused
    await vi.advanceTimersByTimeAsync(60_000)
    await expect(source.get()).rejects.toMatchObject({ code: 'no-credentials' })
    expect(await source.trouble()).toBe(TROUBLE)
    finish(STATIC)
    await vi.advanceTimersByTimeAsync(0)
    expect([await source.get(), await source.trouble()]).toEqual([STATIC, undefined])
    expect(load).toHaveBeenCalledTimes(1)
    source.stop()
    expect(vi.getTimerCount()).toBe(0)
  })

  it('says what the explanation says, and remembers it for some seconds', async () => {
    const { source, fail, clock, loads } = startSource()
    fail(new Error('the words of a provider'))
    const errors = await Promise.all(
      Array.from({ length: 20 }, async () => source.get()).map((one) => one.catch((error: Error) => error)),
    )
    expect(new Set(errors.map(String))).toEqual(new Set([`ProxyError: ${TROUBLE.message}`]))
    clock.now += FAILURE_MEMORY_MS - 1
    await expect(source.get()).rejects.toMatchObject({ cause: { message: 'the words of a provider' } })
    expect(loads()).toBe(1)
    clock.now += 1
    await expect(source.get()).rejects.toThrow(TROUBLE.message)
    expect(loads()).toBe(2)
  })

  it('tries again by itself, so that whoever only asks what is wrong sees it recover', async () => {
    vi.useFakeTimers()
    onTestFinished(() => void vi.useRealTimers())
    const { source, fail, loads, clock } = startSource()
    fail(new Error('none yet'))
    expect(await source.trouble()).toBe('not-known-yet')
    await expect(source.get()).rejects.toThrow()
    expect([await source.trouble(), await source.trouble(), loads()]).toEqual([TROUBLE, TROUBLE, 1])
    fail(undefined)
    clock.now += 10_000
    await vi.advanceTimersByTimeAsync(10_000)
    expect([await source.trouble(), loads()]).toEqual([undefined, 2])
  })

  it('is no trouble as long as the old ones serve on', async () => {
    const { source, clock, fail, settled } = startSource()
    await source.get()
    clock.now += LIFETIME_MS - MINUTE_MS
    fail(new Error('later'))
    await source.get()
    await settled()
    expect(await source.trouble()).toBeUndefined()
    clock.now += MINUTE_MS
    expect(await source.trouble()).toBe(TROUBLE)
  })

  it('forgets what AWS refused once in some seconds, however many requests were refused', async () => {
    const { source, clock, loads } = startSource({ lifetimeMs: undefined })
    await source.get()
    for (let refused = 0; refused < 20; refused++) {
      source.invalidate()
      await source.get()
    }
    expect(loads()).toBe(2)
    clock.now += FAILURE_MEMORY_MS
    source.invalidate()
    await source.get()
    expect(loads()).toBe(3)
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
  const source = createCredentialSource({ load: recorded, explain: async () => EXPLANATION, now: () => clock.now })
  onTestFinished(source.stop)
  return {
    source,
    clock,
    loads: () => loads,
    fail: (error: Error | undefined) => {
      failure = error
    },
    /** When the load that is under way has come to its end, and has been taken note of. */
    settled: () => latest.then(() => new Promise(setImmediate)),
  }
}
