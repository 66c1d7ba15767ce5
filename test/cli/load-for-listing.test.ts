import { expect, it } from 'vitest'
import { loadForListing } from '../../src/cli/load-for-listing.ts'
import { cliContextOf, written } from './cli-context-of.ts'

it("gives the settings and the Region's catalog", async () => {
  const context = cliContextOf()
  const flags = { region: 'eu-central-1', discovery: 'off' }
  const { settings, catalog } = await loadForListing({ context, argument: '', flags, switches: new Set(), options: {} })
  expect(settings.routing).toBe('geo-first')
  expect(catalog).toMatchObject({ region: 'eu-central-1', source: 'snapshot' })
  expect(written(context.stderr)).toBe('')
})

it('tells warnings to a person', async () => {
  const context = cliContextOf({ env: { BEDROCK_PROXY_PROT: '1' } })
  await loadForListing({ context, argument: '', flags: { discovery: 'off' }, switches: new Set(), options: {} })
  expect(written(context.stderr)).toMatch(
    /^warning: no Region is configured.*\nwarning: BEDROCK_PROXY_PROT is no setting.*\n$/,
  )
})
