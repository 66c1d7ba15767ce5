import { describe, expect, it } from 'vitest'
import { openFrame } from '../../../src/proxy/both-ways/client-event.ts'
import { END, envelope, innerFrame } from '../../fixtures/event-client.ts'

const INNER = innerFrame({ sessionStart: {} })

describe('openFrame', () => {
  it('takes an event out of its envelope, every byte of it', () => {
    const { event, isSigned } = openFrame(envelope(INNER))
    expect(isSigned).toBe(true)
    expect(Buffer.from(event)).toEqual(INNER)
  })

  it('finds nothing in the last envelope', () => {
    expect(openFrame(END)).toMatchObject({ isSigned: true, event: { length: 0 } })
  })

  it('takes a frame without an envelope for the event itself', () => {
    expect(openFrame(INNER)).toEqual({ event: INNER, isSigned: false })
  })

  it.each([0, 9, 20, INNER.length - 1])('refuses a frame whose byte %i was damaged', (at) => {
    const damaged = Buffer.from(INNER.with(at, ~(INNER[at] ?? 0)))
    expect(() => openFrame(damaged)).toThrow(expect.objectContaining({ code: 'malformed-body' }))
  })
})
