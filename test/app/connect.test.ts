import { expect, it, onTestFinished } from 'vitest'
import { catalogParts, connect, placeOf } from '../../src/app/connect.ts'
import { CREDENTIALS, startFrankfurt } from '../fixtures/start-frankfurt.ts'
import { SETTINGS } from '../fixtures/start-pair.ts'
import { temporaryFolder } from '../settings/temporary-folder.ts'

it.each([
  ['eu-central-1', 'https://bedrock-runtime.eu-central-1.amazonaws.com', 'https://bedrock.eu-central-1.amazonaws.com'],
  ['us-west-2', 'https://bedrock-runtime.us-west-2.amazonaws.com', 'https://bedrock.us-west-2.amazonaws.com'],
])("The place of %s is AWS's own", (region, runtime, controlPlane) => {
  const place = placeOf(region, { settings: SETTINGS, env: {} })
  expect([place.region, place.runtime.origin, place.controlPlane.origin]).toEqual([region, runtime, controlPlane])
})

it('A simulated Bedrock stands in for every endpoint', () => {
  const endpoint = new URL('http://127.0.0.1:1')
  const place = placeOf('us-west-2', { settings: SETTINGS, env: {}, simulated: { endpoint, credentials: CREDENTIALS } })
  expect([place.runtime, place.controlPlane]).toEqual([endpoint, endpoint])
})

it('The catalog of a Region is kept where the user has a home, and nowhere else', async () => {
  const { url } = await startFrankfurt()
  const simulated = { endpoint: new URL(url), credentials: CREDENTIALS }
  const context = { settings: SETTINGS, env: {}, simulated }
  const aws = connect(context)
  onTestFinished(() => aws.close())
  const regional = aws.inRegion(placeOf('eu-central-1', context))
  const home = { homeDir: temporaryFolder({}), userId: process.getuid?.() }
  expect(
    catalogParts(
      regional,
      context,
      () => false,
      () => undefined,
    ).copy,
  ).toBeUndefined()
  const { copy, controlPlane } = catalogParts(
    regional,
    { ...context, home },
    () => false,
    () => undefined,
  )
  expect(await copy?.read()).toBeUndefined()
  expect(await (await controlPlane()).listFoundationModels()).not.toEqual([])
})
