import { expect, it } from 'vitest'
import { loadForListing } from '../../src/cli/load-for-listing.ts'
import { cliContextOf, written } from './cli-context-of.ts'

const NOTHING = { argument: '', options: {}, switches: new Set<string>() }
const OFFLINE = { region: 'eu-central-1', discovery: 'off' }

it('gives the settings and the catalogs of Regions', async () => {
  const context = cliContextOf()
  const { settings, catalogOf } = await loadForListing({ ...NOTHING, context, flags: OFFLINE })
  expect(settings.routing).toBe('geo-first')
  expect(await catalogOf('eu-central-1')).toMatchObject({ region: 'eu-central-1', source: 'snapshot' })
  expect(await catalogOf('us-west-2')).toMatchObject({ region: 'us-west-2', source: 'snapshot' })
  expect(written(context.stderr)).toBe('')
})

it('tells warnings to a person', async () => {
  const context = cliContextOf({ env: { BEDROCK_PROXY_PROT: '1' } })
  await loadForListing({ ...NOTHING, context, flags: { discovery: 'off' } })
  expect(written(context.stderr)).toMatch(
    /^warning: no Region is configured.*\nwarning: BEDROCK_PROXY_PROT is no setting.*\n$/,
  )
})

it('warns once of a snapshot that is older than 90 days', async () => {
  const context = cliContextOf({ now: () => new Date('2030-01-01') })
  const { catalogOf } = await loadForListing({ ...NOTHING, context, flags: OFFLINE })
  await catalogOf('eu-central-1')
  await catalogOf('us-west-2')
  expect(written(context.stderr)).toBe(
    'warning: the snapshot is more than 90 days old: update the proxy, or let it ask AWS.\n',
  )
})
