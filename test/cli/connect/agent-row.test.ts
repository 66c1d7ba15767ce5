import { expect, it } from 'vitest'
import { evidenceText } from '../../../src/cli/connect/agent-row.ts'

it('tells what was run from what was read', () => {
  expect(evidenceText({ evidence: 'verified', version: '1.2' })).toBe('verified with 1.2')
  expect(evidenceText({ evidence: 'verified', version: '1.2', strict: '2026-11-29' })).toBe(
    'verified with 1.2, against strict Bedrock 2026-11-29',
  )
  expect(evidenceText({ evidence: 'from source', version: '1.2' })).toBe('from source (1.2)')
})
