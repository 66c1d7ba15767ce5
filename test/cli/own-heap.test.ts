import { execFileSync } from 'node:child_process'
import { expect, it } from 'vitest'
import { HEAP_GROWTH } from '../../src/cli/own-heap.ts'

// What it is for is shown with a proxy of its own, in test/hot-path/large-bodies.test.ts.
it('the flag is one that this Node knows', () => {
  const known = execFileSync(process.execPath, ['--v8-options'], { encoding: 'utf8' })
  expect(known).toContain(`${HEAP_GROWTH.split('=')[0]} `)
})
