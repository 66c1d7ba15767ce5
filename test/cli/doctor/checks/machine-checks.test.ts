import { describe, expect, it } from 'vitest'
import packageFile from '../../../../package.json' with { type: 'json' }
import { cliContextOf, QUIET_PROCESS } from '../../cli-context-of.ts'
import { find, patientOf } from '../patient-of.ts'

const PROXY = {
  kind: 'proxy',
  version: packageFile.version,
  region: 'eu-central-1',
  tokenRequired: false,
  problems: {},
} as const

it.each([
  ['20.18.1', 'ok'],
  ['20.18.0', 'failed'],
  ['20.9.9', 'failed'],
  ['22.0.0', 'ok'],
  ['18.20.8', 'failed'],
])('Node %s is %s', async (nodeVersion, status) => {
  const context = cliContextOf({ ownProcess: { ...QUIET_PROCESS, nodeVersion } })
  expect((await find('node', patientOf({ context }))).status).toBe(status)
})

describe('settings', () => {
  it('with problems are told, all of them', async () => {
    const patient = patientOf({ loaded: undefined, problems: ['--port: must be a port', '--routing: must be one of'] })
    expect(await find('settings', patient)).toMatchObject({
      status: 'failed',
      finding: '--port: must be a port; --routing: must be one of',
    })
  })

  it('are told with their file and their warnings', async () => {
    const { loaded } = patientOf()
    if (!loaded) throw new Error('no settings')
    const read = { ...loaded, settingsFile: '~/x.yaml' }
    expect(await find('settings', patientOf({ loaded: read }))).toEqual({ status: 'ok', finding: 'Read from ~/x.yaml' })
    const warned = { ...read, warnings: ['it is empty.'] }
    expect(await find('settings', patientOf({ loaded: warned }))).toMatchObject({
      status: 'warn',
      finding: 'it is empty.',
    })
  })
})

it.each([
  [{ kind: 'silent' } as const, 'ok', 'is free'],
  [PROXY, 'ok', "is this proxy's"],
  [{ kind: 'stranger' } as const, 'failed', 'Something else listens at http://127.0.0.1:8223.'],
])('the port of %j is %s', async (answer, status, words) => {
  const found = await find('port', patientOf({ running: async () => answer }))
  expect(found).toMatchObject({ status, finding: expect.stringContaining(words) })
})

it.each([
  [PROXY, 'ok', `Version ${packageFile.version} runs at http://127.0.0.1:8223 for eu-central-1`],
  [{ ...PROXY, version: '0.0.1' }, 'warn', 'Version 0.0.1 runs'],
  [{ ...PROXY, region: 'us-east-1' }, 'warn', 'the settings here say eu-central-1'],
  [{ ...PROXY, tokenRequired: true }, 'ok', 'asks for a client token'],
  [{ ...PROXY, problems: { credentials: 'None.' } }, 'warn', 'None.'],
  [{ kind: 'silent' } as const, 'skipped', 'No proxy runs here'],
])('what runs as %j is %s', async (answer, status, words) => {
  const found = await find('running', patientOf({ running: async () => answer }))
  expect(found).toMatchObject({ status, finding: expect.stringContaining(words) })
})
