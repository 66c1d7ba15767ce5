import { describe, expect, it } from 'vitest'
import { LastBytes } from '../../../src/proxy/account/last-bytes.ts'

describe('A window on bytes', () => {
  it.each([1, 2, 3, 5, 26])('shows what ends in the chunk of the moment, from chunks of %d bytes', (size) => {
    const bytes = Buffer.from('abcdefghijklmnopqrstuvwxyz')
    const window = new LastBytes(4)
    for (let at = 0; at < bytes.length; at += size) {
      const to = Math.min(at + size, bytes.length)
      window.show(bytes, at, to)
      for (let end = at + 1; end <= to; end++) {
        const start = Math.max(0, end - 4)
        expect(window.between(start, end)).toBe(bytes.toString('latin1', start, end))
      }
      window.keep()
    }
  })

  it('shows nothing that is too long or too far back', () => {
    const window = new LastBytes(4)
    window.show(Buffer.from('abcdefgh'), 0, 8)
    expect(window.between(0, 5)).toBeUndefined()
    window.keep()
    window.show(Buffer.from('i'), 0, 1)
    expect([window.between(3, 5), window.between(4, 6), window.between(6, 9)]).toEqual([undefined, 'ef', 'ghi'])
  })

  it('counts anew where another whole begins', () => {
    const window = new LastBytes(4)
    window.show(Buffer.from('abcdefgh'), 0, 8)
    window.keep()
    window.begin()
    window.show(Buffer.from('xyz'), 0, 3)
    expect(window.between(0, 2)).toBe('xy')
  })
})
