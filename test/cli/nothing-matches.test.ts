import { expect, it } from 'vitest'
import { catalogFromSnapshot, loadSnapshot } from '../../src/catalog/load-snapshot.ts'
import { nothingMatches } from '../../src/cli/nothing-matches.ts'

const SNAPSHOT = loadSnapshot()
const [FRANKFURT, SAO_PAULO] = ['eu-central-1', 'sa-east-1'].map((region) => catalogFromSnapshot(SNAPSHOT, region))

it.each([
  ['sonett', undefined, 'Near: sonnet'],
  ['hiku', undefined, 'Near: haiku'],
  ['claude-sonet-4-6', undefined, 'claude-sonnet-4-6'],
  ['', 'anthropc', 'Near: anthropic'],
  ['', 'nobody', 'The providers are amazon, anthropic'],
])('for %j of %s it names what is near', (text, provider, near) => {
  const [what, advice] = nothingMatches({ text, provider }, FRANKFURT ? [FRANKFURT] : [])
  expect(what).toMatch(/^No model that eu-central-1 reaches /)
  expect(advice).toContain(near)
})

it('says of nothing that is near only that nothing matches', () => {
  expect(nothingMatches({ text: 'qqqqqqqqqqqq', provider: undefined }, FRANKFURT ? [FRANKFURT] : [])).toEqual([
    'No model that eu-central-1 reaches has "qqqqqqqqqqqq" in its ID or name.',
  ])
})

it('says of a Region of which nothing is known that it may be the wrong one, where everything was asked for', () => {
  expect(nothingMatches({ text: '', provider: undefined }, [catalogFromSnapshot(SNAPSHOT, 'xx-nowhere-1')])).toEqual([
    'No model is known that xx-nowhere-1 reaches. Check the Region; --all-regions tells what the others reach.',
  ])
})

it('tells a model that only other Regions reach, or that has ended', () => {
  const elsewhere = [...(SAO_PAULO?.models.values() ?? [])].find(
    ({ onDemand, profiles, hasEnded }) => !onDemand && profiles.length === 0 && !hasEnded,
  )
  const filter = { text: elsewhere?.modelId ?? '', provider: undefined }
  expect(nothingMatches(filter, SAO_PAULO ? [SAO_PAULO] : [])).toEqual([
    `No model that sa-east-1 reaches matches. ${elsewhere?.modelId} does, but only elsewhere; --all-regions tells where.`,
  ])
})
