import { expect, it } from 'vitest'
import { BETA_FLAGS, betaFlagKnownAs, betaFlagsIn, betaReaderOf, takesBetaFlag } from '../../src/bedrock/beta-flags.ts'
import { MANTLE_OPERATIONS } from '../../src/bedrock/mantle-operations.ts'
import { OPERATIONS } from '../../src/bedrock/operations.ts'

it.each(BETA_FLAGS)('$flag stands in the table once, with its source and its month', ({ flag, source, date }) => {
  expect(BETA_FLAGS.filter((row) => row.flag === flag)).toHaveLength(1)
  expect(source).not.toBe('')
  expect(date).toMatch(/^20\d\d-(?:0[1-9]|1[0-2])$/)
})

it.each([
  ['invoke', 'effort-2025-11-24', true],
  ['invoke', 'structured-outputs-2025-11-13', false],
  ['invoke', 'advanced-tool-use-2025-11-20', false],
  ['invoke', 'no-such-beta-2099-01-01', false],
  ['converse', 'structured-outputs-2025-11-13', true],
  ['converse', 'compact-2026-01-12', false],
  ['converse', 'context-management-2025-06-27', false],
  ['mantle', 'per-turn-control-2026-07-01', true],
  ['messages', 'per-turn-control-2026-07-01', false],
  ['count', 'token-counting-2024-11-01', false],
  ['count', 'fine-grained-tool-streaming-2025-05-14', false],
  ['count', 'interleaved-thinking-2025-05-14', true],
  ['mantle-count', 'token-counting-2024-11-01', true],
] as const)('%s and %s: %s', (reader, flag, isTaken) => {
  expect(takesBetaFlag(reader, flag)).toBe(isTaken)
})

it('knows a feature that Bedrock has under another name, and only where that name is taken', () => {
  expect(betaFlagKnownAs('invoke', 'advanced-tool-use-2025-11-20')).toBe('tool-search-tool-2025-10-19')
  expect(betaFlagKnownAs('mantle', 'advanced-tool-use-2025-11-20')).toBe('tool-search-tool-2025-10-19')
  expect(betaFlagKnownAs('invoke', 'effort-2025-11-24')).toBeUndefined()
  expect(betaFlagKnownAs('invoke', 'constructor')).toBeUndefined()
})

it.each<[string | string[] | undefined, string[]]>([
  [undefined, []],
  ['', []],
  ['a', ['a']],
  [' a ,,b, a', ['a', 'b', 'a']],
  [
    ['a,b', 'c'],
    ['a', 'b', 'c'],
  ],
])('finds the flags of the header %j', (header, flags) => {
  expect(betaFlagsIn(header)).toEqual(flags)
})

it('names every other name as a flag of its own', () => {
  const names = BETA_FLAGS.flatMap(({ knownAs }) => knownAs ?? [])
  expect(names.filter((name) => !BETA_FLAGS.some(({ flag }) => flag === name))).toEqual([])
})

it('knows who reads the flags of the operations that a model of Anthropic answers, and of no other', () => {
  const read = [...OPERATIONS, ...MANTLE_OPERATIONS].filter(({ name }) => betaReaderOf(name) !== undefined)
  expect(read.map(({ name }) => name).sort()).toEqual([
    'Converse',
    'ConverseStream',
    'CountTokens',
    'InvokeModel',
    'InvokeModelWithResponseStream',
    'MantleCountMessageTokens',
    'MantleMessages',
    'Messages',
  ])
})
