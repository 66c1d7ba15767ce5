import { expect, it } from 'vitest'
import { membersOfFlags } from '../../src/bedrock/members-of-flags.ts'
import { isRemovable } from '../../src/bedrock/removable-members.ts'

const SEARCH = 'tool-search-tool-2025-10-19'
const ADVANCED = 'advanced-tool-use-2025-11-20'

it('names the members that go with a flag, and where Converse has them', () => {
  expect(membersOfFlags(['effort-2025-11-24'], [])).toEqual([
    'output_config.effort',
    'additionalModelRequestFields.output_config.effort',
  ])
})

it('keeps what another flag admits that stays', () => {
  expect(membersOfFlags([ADVANCED], [SEARCH])).toEqual([])
  expect(membersOfFlags([ADVANCED], [])).toContain('tools[].defer_loading')
})

it('names only what a repair may take out', () => {
  const all = [SEARCH, ADVANCED, 'effort-2025-11-24', 'skills-2025-10-02', 'prompt-caching-scope-2026-01-05']
  expect(membersOfFlags(all, []).filter((place) => !isRemovable(place))).toEqual([])
})
