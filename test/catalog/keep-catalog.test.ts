import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { ControlPlaneError } from '../../src/aws/control-plane-error.ts'
import type { Catalog } from '../../src/bedrock/catalog.ts'
import type { CatalogCopy } from '../../src/catalog/catalog-copy.ts'
import type { MissingPart } from '../../src/catalog/discover-catalog.ts'
import { keepCatalog } from '../../src/catalog/keep-catalog.ts'

const SECOND_MS = 1000
const MINUTE_MS = 60 * SECOND_MS
const HOUR_MS = 60 * MINUTE_MS

beforeEach(() => {
  vi.useFakeTimers()
  onTestFinished(() => void vi.useRealTimers())
})

it('starts with the snapshot, and asks nobody', () => {
  const { keeper, asked } = startKeeper()
  expect(keeper.current().asOf).toBe('initial')
  expect(keeper.status()).toEqual({ source: 'snapshot', asOf: 'initial' })
  expect(asked()).toBe(0)
})

it('puts a refreshed catalog in force', async () => {
  const { keeper } = startKeeper()
  const refreshed = await keeper.refresh()
  expect(refreshed.asOf).toBe('live 1')
  expect(keeper.current()).toBe(refreshed)
  expect(keeper.status()).toEqual({ source: 'live', asOf: 'live 1' })
})

it('asks once for all who refresh at the same time', async () => {
  const { keeper, asked } = startKeeper()
  keeper.start()
  const [one, other] = await Promise.all([keeper.refresh(), keeper.refresh(), keeper.refreshAtMostEvery(30_000)])
  expect(one).toBe(other)
  expect(asked()).toBe(1)
})

describe('in the background', () => {
  it('asks at once, and then every hour', async () => {
    const { keeper, events } = startKeeper()
    keeper.start()
    await vi.advanceTimersByTimeAsync(HOUR_MS - 1)
    expect(events).toEqual(['live 1'])
    await vi.advanceTimersByTimeAsync(1)
    expect(events).toEqual(['live 1', 'live 2'])
    expect(keeper.current().asOf).toBe('live 2')
  })

  it('waits an hour before it asks again where the catalog in force is live already', async () => {
    const { keeper, asked } = startKeeper()
    await keeper.refresh()
    keeper.start()
    await vi.advanceTimersByTimeAsync(HOUR_MS - 1)
    expect(asked()).toBe(1)
    await vi.advanceTimersByTimeAsync(1)
    expect(asked()).toBe(2)
  })

  it('keeps what is in force where AWS does not answer, and asks again in a minute', async () => {
    const { keeper, events, fail } = startKeeper()
    fail(new Error('no'))
    keeper.start()
    await vi.advanceTimersByTimeAsync(MINUTE_MS - 1)
    expect(events).toEqual(['no, initial in force'])
    expect(keeper.status()).toEqual({ source: 'snapshot', asOf: 'initial', problem: 'unknown' })
    fail(undefined)
    await vi.advanceTimersByTimeAsync(1)
    expect(events).toEqual(['no, initial in force', 'live 2'])
    expect(keeper.status()).toEqual({ source: 'live', asOf: 'live 2' })
  })

  it('waits twice as long after each further failure, and goes back to every hour once AWS has answered', async () => {
    const { keeper, asked, fail } = startKeeper()
    fail(new Error('no'))
    keeper.start()
    await vi.advanceTimersByTimeAsync(0)
    for (const [minutes, times] of [
      [1, 2],
      [2, 3],
      [4, 4],
    ] as const) {
      await vi.advanceTimersByTimeAsync(minutes * MINUTE_MS - 1)
      expect(asked()).toBe(times - 1)
      await vi.advanceTimersByTimeAsync(1)
      expect(asked()).toBe(times)
    }
    fail(undefined)
    await vi.advanceTimersByTimeAsync(8 * MINUTE_MS + HOUR_MS - 1)
    expect(asked()).toBe(5)
  })

  it('leaves AWS alone for as long as it asked for', async () => {
    const { keeper, asked, fail } = startKeeper()
    fail(new ControlPlaneError('slow down', { code: 'ThrottlingException', retryAfterMs: 5 * MINUTE_MS }))
    keeper.start()
    await vi.advanceTimersByTimeAsync(0)
    expect(keeper.status().problem).toBe('ThrottlingException')
    await vi.advanceTimersByTimeAsync(4 * MINUTE_MS)
    await keeper.refreshAtMostEvery(30 * SECOND_MS)
    expect(asked()).toBe(1)
    await vi.advanceTimersByTimeAsync(MINUTE_MS)
    expect(asked()).toBe(2)
  })

  it('asks sooner than in an hour for what AWS did not tell, and says what the problem is', async () => {
    const { keeper, asked, events, miss } = startKeeper()
    miss([{ part: 'tags', cause: new ControlPlaneError('no', { code: 'AccessDeniedException' }) }])
    keeper.start()
    await vi.advanceTimersByTimeAsync(0)
    expect(keeper.status()).toEqual({ source: 'live', asOf: 'live 1', problem: 'AccessDeniedException' })
    expect(events).toEqual(['live 1 without tags'])
    await vi.advanceTimersByTimeAsync(MINUTE_MS)
    expect(asked()).toBe(2)
  })
})

it('rejects a refresh that fails, without taking away what is in force', async () => {
  const { keeper, fail } = startKeeper()
  fail(new Error('no'))
  await expect(keeper.refresh()).rejects.toThrow('no')
  expect(keeper.current().asOf).toBe('initial')
})

describe('refreshAtMostEvery', () => {
  it('asks, and resolves to what is then in force', async () => {
    const { keeper } = startKeeper()
    expect((await keeper.refreshAtMostEvery(30 * SECOND_MS)).asOf).toBe('live 1')
  })

  it('asks no sooner than it may', async () => {
    const { keeper, asked } = startKeeper()
    await keeper.refreshAtMostEvery(30 * SECOND_MS)
    vi.advanceTimersByTime(30 * SECOND_MS - 1)
    expect((await keeper.refreshAtMostEvery(30 * SECOND_MS)).asOf).toBe('live 1')
    vi.advanceTimersByTime(1)
    expect((await keeper.refreshAtMostEvery(30 * SECOND_MS)).asOf).toBe('live 2')
    expect(asked()).toBe(2)
  })

  it('asks although the background has just asked: somebody has reason to doubt that answer', async () => {
    const { keeper } = startKeeper()
    await keeper.refresh()
    expect((await keeper.refreshAtMostEvery(30 * SECOND_MS)).asOf).toBe('live 2')
  })

  it('never rejects', async () => {
    const { keeper, fail } = startKeeper()
    fail(new Error('no'))
    expect((await keeper.refreshAtMostEvery(0)).asOf).toBe('initial')
  })

  it('puts the next question of the background off', async () => {
    const { keeper, asked } = startKeeper()
    keeper.start()
    await vi.advanceTimersByTimeAsync(HOUR_MS / 2)
    await keeper.refreshAtMostEvery(30 * SECOND_MS)
    await vi.advanceTimersByTimeAsync(HOUR_MS - 1)
    expect(asked()).toBe(2)
    await vi.advanceTimersByTimeAsync(1)
    expect(asked()).toBe(3)
  })
})

describe('the copy on disk', () => {
  it('serves until AWS has answered', async () => {
    const { keeper, answer } = startKeeper({ copy: copyOf('kept'), isSlow: true })
    keeper.start()
    await vi.advanceTimersByTimeAsync(0)
    expect(keeper.status()).toEqual({ source: 'cache', asOf: 'kept' })
    answer()
    await vi.advanceTimersByTimeAsync(0)
    expect(keeper.status()).toEqual({ source: 'live', asOf: 'live 1' })
  })

  it('serves on where AWS fails, however late the disk is', async () => {
    const { keeper, events, fail } = startKeeper({ copy: copyOf('kept', MINUTE_MS) })
    fail(new Error('no'))
    keeper.start()
    await vi.advanceTimersByTimeAsync(MINUTE_MS)
    expect(events).toEqual(['no, kept in force'])
  })

  it('does not take the place of what AWS said meanwhile', async () => {
    const { keeper } = startKeeper({ copy: copyOf('kept', MINUTE_MS) })
    keeper.start()
    await vi.advanceTimersByTimeAsync(2 * MINUTE_MS)
    expect(keeper.status().asOf).toBe('live 1')
  })

  it('is written anew with each answer of AWS', async () => {
    const copy = copyOf('kept')
    const { keeper } = startKeeper({ copy })
    await keeper.refresh()
    await keeper.refresh()
    expect(copy.written).toEqual(['live 1', 'live 2'])
  })
})

describe('ready', () => {
  it.each([
    ['AWS has answered', undefined],
    ['AWS has failed', new Error('no')],
  ])('waits until %s', async (_, failure) => {
    const { keeper, answer, fail } = startKeeper({ isSlow: true })
    fail(failure)
    keeper.start()
    const isReady = watch(keeper.ready(2 * SECOND_MS))
    await vi.advanceTimersByTimeAsync(2 * SECOND_MS - 1)
    expect(isReady()).toBe(false)
    answer()
    await vi.advanceTimersByTimeAsync(0)
    expect(isReady()).toBe(true)
  })

  it('waits no longer than it is told', async () => {
    const { keeper } = startKeeper({ isSlow: true })
    keeper.start()
    const isReady = watch(keeper.ready(2 * SECOND_MS))
    await vi.advanceTimersByTimeAsync(2 * SECOND_MS)
    expect(isReady()).toBe(true)
    expect(keeper.current().source).toBe('snapshot')
  })

  it('does not wait for AWS where there is a copy', async () => {
    const { keeper } = startKeeper({ copy: copyOf('kept'), isSlow: true })
    keeper.start()
    const isReady = watch(keeper.ready(2 * SECOND_MS))
    await vi.advanceTimersByTimeAsync(0)
    expect(isReady()).toBe(true)
    expect(keeper.current().source).toBe('cache')
  })

  it('waits for nothing where nothing is asked for', async () => {
    const { keeper } = startKeeper()
    await keeper.ready(2 * SECOND_MS)
    expect(vi.getTimerCount()).toBe(0)
  })
})

it('asks no more once it is stopped', async () => {
  const { keeper, asked } = startKeeper()
  keeper.start()
  await vi.advanceTimersByTimeAsync(0)
  keeper.stop()
  await vi.advanceTimersByTimeAsync(2 * HOUR_MS)
  expect(asked()).toBe(1)
  expect(vi.getTimerCount()).toBe(0)
})

it.each([undefined, new Error('no')])(
  'tells nothing of a flight that ends after it was stopped (failing: %s)',
  async (failure) => {
    const { keeper, events, fail } = startKeeper()
    fail(failure)
    keeper.start()
    keeper.stop()
    await vi.advanceTimersByTimeAsync(2 * HOUR_MS)
    expect(events).toEqual([])
    expect(vi.getTimerCount()).toBe(0)
  },
)

/** A keeper whose live catalogs are numbered by the times that it has asked. A slow AWS answers when it is told to. */
function startKeeper({ copy, isSlow = false }: { copy?: CatalogCopy; isSlow?: boolean } = {}) {
  let asked = 0
  let failure: Error | undefined
  let missing: MissingPart[] = []
  const events: string[] = []
  let answer = () => {}
  const answered = new Promise<void>((resolve) => {
    answer = resolve
  })
  async function discover() {
    asked++
    if (isSlow) await answered
    if (failure) throw failure
    return { catalog: catalogAsOf(`live ${asked}`), missing }
  }
  const keeper = keepCatalog(
    { snapshot: catalogAsOf('initial', 'snapshot'), copy, discover },
    {
      onRefreshed: ({ asOf }, parts) => events.push([asOf, ...parts.map(({ part }) => part)].join(' without ')),
      onFailed: (error, { asOf }) => events.push(`${(error as Error).message}, ${asOf} in force`),
    },
    () => 0.5,
  )
  onTestFinished(() => keeper.stop())
  return {
    keeper,
    events,
    asked: () => asked,
    answer,
    fail: (should: Error | undefined) => {
      failure = should
    },
    miss: (parts: MissingPart[]) => {
      missing = parts
    },
  }
}

/** A disk that has a catalog and takes its time to read it. */
function copyOf(asOf: string, readMs = 0): CatalogCopy & { written: string[] } {
  const written: string[] = []
  return {
    written,
    async read() {
      if (readMs > 0) await new Promise((resolve) => setTimeout(resolve, readMs))
      return catalogAsOf(asOf, 'cache')
    },
    async write(catalog) {
      written.push(catalog.asOf)
    },
  }
}

function watch(promise: Promise<unknown>): () => boolean {
  let isDone = false
  promise.then(() => {
    isDone = true
  })
  return () => isDone
}

function catalogAsOf(asOf: string, source: Catalog['source'] = 'live'): Catalog {
  return { region: 'eu-central-1', source, asOf, models: new Map(), applicationProfiles: [] }
}
