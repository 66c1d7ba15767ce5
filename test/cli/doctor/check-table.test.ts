import { expect, it } from 'vitest'
import { CHECKS } from '../../../src/cli/doctor/check-table.ts'
import { find, patientOf } from './patient-of.ts'

it('has the checks that users rely on, each once', () => {
  expect(CHECKS.map(({ name }) => name)).toEqual([
    'node',
    'settings',
    'port',
    'running',
    'region',
    'endpoints',
    'outbound-proxy',
    'certificates',
    'runtime-endpoint',
    'control-plane-endpoint',
    'clock',
    'credentials',
    'listing',
    'catalog',
    'agents',
    'models',
  ])
})

it.each(CHECKS)('$name has nothing against somebody in good health', async ({ name }) => {
  expect((await find(name, patientOf())).status).toMatch(/^(ok|skipped)$/)
})
