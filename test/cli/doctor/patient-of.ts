import type { Diagnosis } from '../../../src/app/open-diagnosis.ts'
import { ProxyError } from '../../../src/bedrock/errors.ts'
import { catalogFromSnapshot, loadSnapshot } from '../../../src/catalog/load-snapshot.ts'
import type { Finding } from '../../../src/cli/doctor/check-row.ts'
import { CHECKS } from '../../../src/cli/doctor/check-table.ts'
import type { Patient } from '../../../src/cli/doctor/patient.ts'
import type { Settings } from '../../../src/settings/settings.ts'
import { settingsWith } from '../../fixtures/start-pair.ts'
import { cliContextOf } from '../cli-context-of.ts'

/** The day of the snapshot. */
export const TODAY = new Date(loadSnapshot().asOf)

type Given = Partial<Patient> & { readonly settings?: Partial<Settings>; readonly aws?: Partial<Diagnosis> }

/** Somebody in good health, but for what a test says. */
export function patientOf({ settings = {}, aws = {}, ...given }: Given = {}): Patient {
  const catalog = catalogFromSnapshot(loadSnapshot(), 'eu-central-1')
  const diagnosis: Diagnosis = {
    place: {
      region: 'eu-central-1',
      runtime: new URL('https://bedrock-runtime.eu-central-1.amazonaws.com'),
      controlPlane: new URL('https://bedrock.eu-central-1.amazonaws.com'),
    },
    partition: 'aws',
    proxyTo: () => undefined,
    reach: async () => TODAY.toUTCString(),
    describeCredentials: async () => ({
      place: 'environment',
      sources: [],
      profile: undefined,
      accountEnding: '5308',
      expiration: undefined,
    }),
    catalog: async () => ({ catalog: { ...catalog, source: 'live' } }),
    close: async () => undefined,
    ...aws,
  }
  return {
    context: cliContextOf({ now: () => TODAY }),
    loaded: {
      settings: settingsWith({ region: 'eu-central-1', port: 8223, discovery: 'auto', ...settings }),
      givenAs: new Map([['region', '--region']]),
      isFileEmpty: false,
      places: { paths: [], states: '' },
      warnings: [],
    },
    problems: [],
    url: 'http://127.0.0.1:8223',
    running: async () => ({ kind: 'silent' }),
    diagnosis: async () => diagnosis,
    answerOf: async (endpoint) => ({ date: await diagnosis.reach(endpoint), at: TODAY }),
    catalog: diagnosis.catalog,
    close: async () => undefined,
    ...given,
  }
}

/** What a check finds. */
export async function find(name: string, patient: Patient): Promise<Finding> {
  const row = CHECKS.find((one) => one.name === name)
  if (!row) throw new Error(`there is no check ${name}`)
  return row.look(patient)
}

/** An endpoint that does not answer. */
export const OUT_OF_REACH = new ProxyError(
  'upstream-unreachable',
  'The name of the Bedrock endpoint does not resolve. Check the network.',
)
