import { describe, expect, it } from 'vitest'
import { Shares } from '../../src/server/shares.ts'

const LIMITS = { requests: 6, bytes: 60, bodyBytes: 25 }

/** Takes requests of no bytes for as long as there are any to be had. */
function takeRequests(shares: Shares, holder: string, most = 100): number {
  let taken = 0
  while (taken < most && shares.shortageOfRequests(holder) === undefined) {
    shares.add(holder, 1, 0)
    taken++
  }
  return taken
}

describe('Shares', () => {
  it('are everything for one who is alone', () => {
    const shares = new Shares(LIMITS)
    expect(takeRequests(shares, 'a')).toBe(6)
    expect(shares.shortageOfRequests('a')).toBe('all')
    expect(shares.shortageOfBytes('a', 60)).toBeUndefined()
    expect(shares.shortageOfBytes('a', 61)).toBe('all')
  })

  it('are equal parts for several, whoever came first', () => {
    const shares = new Shares(LIMITS)
    takeRequests(shares, 'a', 1)
    expect(takeRequests(shares, 'b')).toBe(3)
    expect(shares.shortageOfRequests('b')).toBe('share')
    expect(takeRequests(shares, 'a')).toBe(2)
    expect(shares.shortageOfBytes('a', 30)).toBeUndefined()
    expect(shares.shortageOfBytes('a', 31)).toBe('share')
  })

  it('are one request and one body at least', () => {
    const shares = new Shares(LIMITS)
    for (const holder of ['a', 'b', 'c', 'd', 'e']) shares.add(holder, 1, 1)
    expect(shares.shortageOfRequests('f')).toBeUndefined()
    expect(shares.shortageOfRequests('a')).toBe('share')
    expect(shares.shortageOfBytes('a', 24)).toBeUndefined()
    expect(shares.shortageOfBytes('a', 25)).toBe('share')
  })

  it('grow again when others have gone', () => {
    const shares = new Shares(LIMITS)
    takeRequests(shares, 'a', 1)
    takeRequests(shares, 'b')
    shares.add('a', -1, 0)
    expect(takeRequests(shares, 'b')).toBe(3)
    for (let i = 0; i < 6; i++) shares.add('b', -1, 0)
    expect(takeRequests(shares, 'a')).toBe(6)
  })

  it('are not taken back from one who has more than others get now', () => {
    const shares = new Shares(LIMITS)
    takeRequests(shares, 'a', 5)
    expect(takeRequests(shares, 'b')).toBe(1)
    shares.add('a', -1, 0)
    expect([shares.shortageOfRequests('a'), takeRequests(shares, 'b')]).toEqual(['share', 1])
  })
})
