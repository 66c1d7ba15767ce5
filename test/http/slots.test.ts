import fc from 'fast-check'
import { expect, it } from 'vitest'
import { Slots, type Slotted } from '../../src/http/slots.ts'
import { checkProperty } from '../fixtures/check-property.ts'

const ITEMS = 8

it('keeps what has come and has not gone, whatever the order', () => {
  const steps = fc.array(fc.record({ item: fc.nat(ITEMS - 1), comes: fc.boolean() }))
  checkProperty(
    fc.property(steps, (all) => {
      const items = Array.from({ length: ITEMS }, (): Slotted => ({}))
      const slots = new Slots<Slotted>()
      const expected = new Set<Slotted>()
      for (const { item, comes } of all) {
        const one = items[item] as Slotted
        if (comes) slots.add(one)
        else slots.remove(one)
        if (comes) expected.add(one)
        else expected.delete(one)
        expect(slots.size).toBe(expected.size)
        expect(new Set(slots)).toEqual(expected)
        expect([...slots]).toHaveLength(expected.size)
      }
    }),
  )
})

it('needs no more slots than there were items at a time', () => {
  const slots = new Slots<Slotted>()
  const numbers = new Set<number | undefined>()
  for (let i = 0; i < 100; i++) {
    const items: Slotted[] = [{}, {}]
    for (const item of items) {
      slots.add(item)
      numbers.add(item.slot)
    }
    for (const item of items) slots.remove(item)
  }
  expect(numbers).toEqual(new Set([0, 1]))
})

it('may be changed while it is gone through', () => {
  const slots = new Slots<Slotted>()
  const items = Array.from({ length: 3 }, (): Slotted => ({}))
  for (const item of items) slots.add(item)
  const met = []
  for (const item of slots) {
    slots.remove(item)
    met.push(item)
  }
  expect([met, slots.size]).toEqual([items, 0])
})
