import { expect, it } from 'vitest'
import type { Problem } from '../../../src/simulator/strictness/problems-of.ts'
import { allAtOnce, oneAtATime, wordingOf } from '../../../src/simulator/strictness/sentences.ts'

const member = (name: string) => ({ name, kind: 'member' as const })
const TOOL = [member('tools'), { name: '0', kind: 'index' as const }, { name: 'custom', kind: 'tag' as const }]
const EXTRA: Problem = { kind: 'extra', at: [...TOOL, member('defer_loading')] }
const MISSING: Problem = { kind: 'missing', at: [member('max_tokens')] }
const TYPE: Problem = { kind: 'unknown-type', at: TOOL.slice(0, 2), type: 'a', known: ['b', 'c'] }

it.each([
  [[EXTRA, MISSING], 'tools.0.custom.defer_loading: Extra inputs are not permitted'],
  [[MISSING], 'max_tokens: Field required'],
  [[TYPE], "tools.0: Input tag 'a' found using 'type' does not match any of the expected tags: 'b', 'c'"],
  [[], undefined],
])('names the first problem alone: %j', (problems, sentence) => {
  expect(oneAtATime(problems)).toBe(sentence)
})

it('names every problem at once, by pointers that leave types out', () => {
  const model: Problem = { kind: 'extra', at: [member('model')] }
  expect(allAtOnce([model, MISSING, EXTRA, TYPE])).toBe(
    'Malformed input request: #: extraneous key [model] is not permitted#: required key [max_tokens] not found#/tools/0: extraneous key [defer_loading] is not permitted#/tools/0/type: a is not a valid enum value, please reformat your input and try again.',
  )
  expect(allAtOnce([])).toBeUndefined()
})

it.each([
  ['anthropic.claude-3-haiku-20240307-v1:0', allAtOnce],
  ['eu.anthropic.claude-3-7-sonnet-20250219-v1:0', allAtOnce],
  ['anthropic.claude-v2:1', allAtOnce],
  ['anthropic.claude-sonnet-4-6', oneAtATime],
  ['global.anthropic.claude-opus-5-5', oneAtATime],
])('%s has its wording', (modelId, wording) => {
  expect(wordingOf(modelId)).toBe(wording)
})
