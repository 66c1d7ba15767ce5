import { describe, expect, it } from 'vitest'
import { isGeography, looksLikeGeography } from '../../src/bedrock/geographies.ts'
import { loadSnapshot } from '../../src/catalog/load-snapshot.ts'

const KNOWN = Object.keys(loadSnapshot().geographies)
const MISTAKEN = ['ap', 'sa', 'mx', 'me', 'ug', 'amer', 'eu-central-1', 'us-gov-west-1']
const NEITHER = ['', 'anthropic', 'amazon', 'us-', 'US', 'eu-central', 'us.anthropic', '__proto__', 'constructor']

describe('isGeography', () => {
  it.each(KNOWN)('is true for %s, which the snapshot has', (prefix) => {
    expect(isGeography(prefix)).toBe(true)
  })

  it.each([...MISTAKEN, ...NEITHER])('is false for "%s"', (prefix) => {
    expect(isGeography(prefix)).toBe(false)
  })
})

describe('looksLikeGeography', () => {
  it.each([...KNOWN, ...MISTAKEN])('is true for %s', (prefix) => {
    expect(looksLikeGeography(prefix)).toBe(true)
  })

  it.each(NEITHER)('is false for "%s"', (prefix) => {
    expect(looksLikeGeography(prefix)).toBe(false)
  })
})
