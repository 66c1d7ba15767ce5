import { describe, expect, it } from 'vitest'
import { Handover } from '../../../src/proxy/lanes/handover.ts'

describe('A body', () => {
  it('is taken in the turn of its head, however many promises that takes', async () => {
    const handover = new Handover('in-this-turn')
    for (let i = 0; i < 20; i++) await undefined
    expect(() => handover.take()).not.toThrow()
  })

  it('is not taken twice', () => {
    const handover = new Handover('in-this-turn')
    handover.take()
    expect(() => handover.take()).toThrow('taken before')
  })

  it('is not taken in a later turn', async () => {
    const handovers = [new Handover('in-this-turn'), new Handover('in-this-turn')]
    await new Promise(setImmediate)
    for (const handover of handovers) expect(() => handover.take()).toThrow('later than in the turn')
    expect(() => new Handover('in-this-turn').take()).not.toThrow()
  })

  it('that is kept is taken at any time, once', async () => {
    const handover = new Handover('at-any-time')
    await new Promise(setImmediate)
    handover.take()
    expect(() => handover.take()).toThrow('taken before')
  })
})
