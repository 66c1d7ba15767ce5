import { expect, it } from 'vitest'
import { contextMemory } from '../../src/proxy/context-memory.ts'
import { policyWith } from '../fixtures/policy.ts'
import { FRANKFURT } from '../fixtures/start-frankfurt.ts'

const CONTEXT = { catalog: FRANKFURT, policy: policyWith() }

it('A value is there for its own catalog and policy only', () => {
  const memoryOf = contextMemory<number>()
  memoryOf(CONTEXT).set('a', 1)
  expect(memoryOf(CONTEXT).get('a')).toBe(1)
  expect(memoryOf({ ...CONTEXT, catalog: { ...FRANKFURT } }).get('a')).toBeUndefined()
  expect(memoryOf({ ...CONTEXT, policy: policyWith() }).get('a')).toBeUndefined()
})

it('The thousandth name is the last one that is kept, and can still change', () => {
  const memory = contextMemory<number>()(CONTEXT)
  for (let i = 0; i <= 1000; i++) memory.set(`a${i}`, i)
  memory.set('a0', -1)
  expect([memory.get('a0'), memory.get('a999'), memory.get('a1000')]).toEqual([-1, 999, undefined])
})
