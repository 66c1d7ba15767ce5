import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { formatSnapshot } from '../../snapshot/format-snapshot.ts'
import { loadSnapshot } from '../../src/catalog/load-snapshot.ts'

it('is how config/catalog.json is written, byte for byte', () => {
  const file = readFileSync(new URL('../../config/catalog.json', import.meta.url), 'utf8')
  expect(formatSnapshot(loadSnapshot())).toBe(file)
})
