import { expect, it } from 'vitest'
import { createPromptCaches } from '../../../src/simulator/quotas/prompt-caches.ts'

const text = (words: string, ttl?: string) => ({
  type: 'text',
  text: words,
  ...(ttl && { cache_control: { type: 'ephemeral', ttl } }),
})
const long = (word: string) => word.repeat(8000)
const asked = (...content: object[]) => ({ messages: [{ role: 'user', content }] })

function cachesAt() {
  const clock = { now: 0 }
  const caches = createPromptCaches(() => clock.now)
  const use = (owner: string, body: object) => {
    const lookup = caches.lookUp(owner, { ...body })
    lookup?.keep()
    return lookup?.use
  }
  return { clock, caches: { ...caches, use } }
}

it('writes a prompt once, reads it after that, and writes only what has been added', () => {
  const { caches } = cachesAt()
  const first = caches.use('a', asked(text(long('x'), '5m')))
  expect(first).toMatchObject({ readTokens: 0, ttl: '5m' })
  const second = caches.use('a', asked(text(long('x')), text(long('y'), '5m')))
  expect(second?.readTokens).toBe(first?.writeTokens)
  expect(second?.writeTokens).toBeGreaterThan(1900)
  expect(caches.use('a', asked(text(long('x')), text(long('y'), '5m')))).toMatchObject({ writeTokens: 0 })
})

it('has another cache for every owner', () => {
  const { caches } = cachesAt()
  const ask = (owner: string) => caches.use(owner, asked(text(long('x'), '5m')))
  ask('eu-central-1')
  expect(ask('eu-west-1')?.readTokens).toBe(0)
  expect(ask('eu-central-1')?.writeTokens).toBe(0)
})

it('keeps a prompt for as long as it was told, again from every reading on', () => {
  const { clock, caches } = cachesAt()
  const isKept = (ttl: string) => caches.use('a', asked(text(long(ttl), ttl)))?.writeTokens === 0
  expect([isKept('5m'), isKept('1h')]).toEqual([false, false])
  clock.now += 299_000
  expect([isKept('5m'), isKept('1h')]).toEqual([true, true])
  clock.now += 301_000
  expect([isKept('5m'), isKept('1h')]).toEqual([false, true])
})

it('caches nothing that is short, or that is not marked', () => {
  const { caches } = cachesAt()
  expect(caches.use('a', asked(text('short', '5m')))).toBeUndefined()
  expect(caches.use('a', asked(text(long('x'))))).toBeUndefined()
})

it('reads nothing of a prompt that begins otherwise', () => {
  const { caches } = cachesAt()
  caches.use('a', asked(text(long('x')), text(long('y'), '5m')))
  expect(caches.use('a', asked(text(long('z')), text(long('y'), '5m')))).toMatchObject({ readTokens: 0 })
})

it('keeps nothing of a prompt that was not let in', () => {
  const { caches } = cachesAt()
  const prompt = asked(text(long('x'), '5m'))
  caches.lookUp('a', prompt)
  expect(caches.use('a', prompt)?.readTokens).toBe(0)
})
