import { expect, it } from 'vitest'
import { loadCatalogs } from '../../src/app/load-catalogs.ts'
import { CREDENTIALS, startFrankfurt } from '../fixtures/start-frankfurt.ts'
import { SETTINGS } from '../fixtures/start-pair.ts'
import { startUpstream } from '../fixtures/start-upstream.ts'

it.each([
  ['off', 'snapshot'],
  ['auto', 'live'],
  ['live', 'live'],
] as const)('With discovery %s the catalog is %s where AWS lists', async (discovery, source) => {
  const { url } = await startFrankfurt()
  expect(await load(url, discovery)).toMatchObject({ source, region: 'eu-central-1' })
})

it('Where AWS denies, auto falls back on the snapshot, and live fails with what to do', async () => {
  const { url } = await startUpstream((socket) => socket.end('HTTP/1.1 403 Denied\r\ncontent-length: 0\r\n\r\n'))
  expect(await load(url, 'auto')).toMatchObject({ source: 'snapshot' })
  await expect(load(url, 'live')).rejects.toMatchObject({
    name: 'ProxyStartError',
    message: expect.stringContaining('bedrock:ListInferenceProfiles'),
  })
})

async function load(url: string, discovery: 'auto' | 'live' | 'off') {
  const simulated = { endpoint: new URL(url), credentials: CREDENTIALS }
  const settings = { ...SETTINGS, discovery }
  const [loaded] = await loadCatalogs(
    ['eu-central-1'],
    { settings, env: {}, simulated },
    { onWarning: () => undefined },
  )
  return loaded?.catalog
}
