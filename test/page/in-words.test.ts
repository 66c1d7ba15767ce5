import { describe, expect, it } from 'vitest'
import {
  bytesText,
  clockText,
  countText,
  durationText,
  momentText,
  shortCount,
  spanText,
} from '../../src/page/in-words.ts'
import { NOON } from './page-requests.ts'

describe('In words', () => {
  it.each([
    [undefined, '–'],
    [0, '0 ms'],
    [2.345, '2.3 ms'],
    [842.4, '842 ms'],
    [1_234.5, '1.23 s'],
    [59_999, '60.00 s'],
    [61_000, '1 min 01 s'],
    [119_700, '2 min 00 s'],
    [900_000, '15 min 00 s'],
  ])('%s ms are %s', (ms, text) => {
    expect(durationText(ms)).toBe(text)
  })

  it.each([
    [undefined, '–'],
    [0, '0'],
    [1234567, '1,234,567'],
  ])('%s is counted as %s', (count, text) => {
    expect(countText(count)).toBe(text)
  })

  it('long counts are short where there is little room', () => {
    expect([shortCount(999), shortCount(12_345), shortCount(2_000_000)]).toEqual(['999', '12.3K', '2M'])
  })

  it.each([
    [0, '0 B'],
    [999, '999 B'],
    [2_500, '2.5 kB'],
    [32_000_000, '32.0 MB'],
  ])('%s bytes are %s', (bytes, text) => {
    expect(bytesText(bytes)).toBe(text)
  })

  it.each([
    [0, '0 s'],
    [-5, '0 s'],
    [59_000, '59 s'],
    [60_000, '1 min'],
    [7_200_000, '2 h'],
    [86_400_000, '1 day'],
    [5 * 86_400_000, '5 days'],
  ])('%s ms lie between moments that are %s apart', (ms, text) => {
    expect(spanText(NOON, NOON + ms)).toBe(text)
  })

  it('a moment is a time of today, or of its day', () => {
    expect(clockText(NOON)).toBe('12:00:00')
    expect(momentText(new Date(NOON).toISOString(), NOON)).toBe('12:00:00')
    expect(momentText(new Date(NOON + 86_400_000).toISOString(), NOON)).toBe('Nov 30 12:00:00')
  })
})
