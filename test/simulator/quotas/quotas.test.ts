import { describe, expect, it } from 'vitest'
import { createQuotas, type Demand, type QuotaLimits, type QuotaOwner } from '../../../src/simulator/quotas/quotas.ts'

const OWNER: QuotaOwner = { endpoint: 'runtime', region: 'eu-central-1', profile: 'eu.anthropic.claude-sonnet-4-6' }
const SMALL: Demand = {
  owner: OWNER,
  modelId: 'eu.anthropic.claude-sonnet-4-6',
  inputTokens: 100,
  cacheReadTokens: 0,
  cacheWriteTokens: 0,
  maxTokens: 400,
}

function quotasOf(limits: QuotaLimits) {
  const clock = { now: 0 }
  const quotas = createQuotas(limits, () => clock.now)
  const ask = (given: Partial<Demand> = {}) => {
    try {
      return quotas.reserve({ ...SMALL, ...given })
    } catch (error) {
      return (error as { code: string }).code
    }
  }
  const isGranted = (given?: Partial<Demand>) => typeof ask(given) === 'function'
  return { clock, ask, isGranted }
}

describe('The tokens of a minute', () => {
  it('are reserved at the start with the limit of the answer, not with what it will say', () => {
    const { ask, isGranted } = quotasOf({ tokensPerMinute: () => 1000 })
    expect([isGranted(), isGranted(), ask()]).toEqual([true, true, 'too-many-tokens'])
  })

  it('are settled at the end: input, and output five-fold where the model burns so', () => {
    const { ask, isGranted } = quotasOf({ tokensPerMinute: () => 1000 })
    const settle = ask({ maxTokens: 900 })
    expect(isGranted({ maxTokens: 0 })).toBe(false)
    if (typeof settle === 'function') settle(10)
    expect([isGranted({ inputTokens: 851, maxTokens: 0 }), isGranted({ inputTokens: 850, maxTokens: 0 })]).toEqual([
      false,
      true,
    ])
  })

  it('are reserved for the longest answer of the model where no limit is set', () => {
    const { isGranted } = quotasOf({ tokensPerMinute: () => 64_099 })
    expect([
      isGranted({ maxTokens: undefined }),
      isGranted({ maxTokens: undefined, modelId: 'amazon.nova-lite-v1:0' }),
    ]).toEqual([false, true])
  })

  it('have what is read from a cache in them until the end alone', () => {
    const { ask, isGranted } = quotasOf({ tokensPerMinute: () => 1000 })
    const cached = { inputTokens: 100, cacheReadTokens: 700, cacheWriteTokens: 200, maxTokens: 0 }
    const settle = ask(cached)
    expect(isGranted(cached)).toBe(false)
    if (typeof settle === 'function') settle(0)
    expect(isGranted({ inputTokens: 701, maxTokens: 0 })).toBe(false)
    expect(isGranted({ inputTokens: 700, maxTokens: 0 })).toBe(true)
  })

  it.each<[string, Partial<QuotaOwner>]>([
    ['another profile of the model', { profile: 'global.anthropic.claude-sonnet-4-6' }],
    ['another source Region', { region: 'eu-west-1' }],
    ['the mantle', { endpoint: 'mantle' }],
  ])('are others for %s', (_, other) => {
    const { isGranted } = quotasOf({ tokensPerMinute: () => 500 })
    expect([isGranted(), isGranted(), isGranted({ owner: { ...OWNER, ...other } })]).toEqual([true, false, true])
  })

  it('come again with time', () => {
    const { clock, isGranted } = quotasOf({ tokensPerMinute: () => 500 })
    expect([isGranted(), isGranted()]).toEqual([true, false])
    clock.now += 60_000
    expect(isGranted()).toBe(true)
  })
})

it('counts requests, and the tokens of a day over all models of a Region', () => {
  const requests = quotasOf({ requestsPerMinute: () => 2 })
  expect([requests.isGranted(), requests.isGranted(), requests.ask()]).toEqual([true, true, 'too-many-requests'])

  const day = quotasOf({ tokensPerDay: 900, tokensPerMinute: () => 900 })
  const another = { owner: { ...OWNER, profile: 'another' } }
  expect([day.isGranted(), day.ask(another)]).toEqual([true, 'too-many-tokens-a-day'])
  expect(day.isGranted({ owner: { ...OWNER, region: 'eu-west-1' } })).toBe(true)
})

it('takes nothing from the minute for what the day refuses', () => {
  const { clock, ask, isGranted } = quotasOf({ tokensPerDay: 600, tokensPerMinute: () => 600 })
  expect([isGranted({ inputTokens: 0, maxTokens: 300 }), ask({ inputTokens: 0, maxTokens: 301 })]).toEqual([
    true,
    'too-many-tokens',
  ])
  clock.now += 60_000
  expect(ask({ inputTokens: 0, maxTokens: 400 })).toBe('too-many-tokens-a-day')
  expect(isGranted({ inputTokens: 0, maxTokens: 300 })).toBe(true)
})
