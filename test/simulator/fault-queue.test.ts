import { expect, it } from 'vitest'
import { createFaultQueue } from '../../src/simulator/fault-queue.ts'

it('hands out each fault once, in order', () => {
  const faults = createFaultQueue()
  faults.add({ kind: 'silence' })
  faults.add({ kind: 'never-answers' })
  expect([faults.take(false), faults.take(false), faults.take(false)]).toEqual([
    { kind: 'silence' },
    { kind: 'never-answers' },
    undefined,
  ])
})

it('keeps close-idle for a connection that has served a request', () => {
  const faults = createFaultQueue()
  faults.add({ kind: 'close-idle' })
  expect(faults.take(false)).toBeUndefined()
  expect(faults.take(true)).toEqual({ kind: 'close-idle' })
})
