import { expect, it } from 'vitest'
import { CREDENTIAL_TROUBLES, diagnoseCredentials, troubleOf } from '../../../src/aws/sign-in/credential-troubles.ts'
import { gatherEvidence } from '../../../src/aws/sign-in/evidence.ts'
import { temporaryFolder } from '../../settings/temporary-folder.ts'
import { ENVIRONMENT_SCENARIOS } from './scenarios/environment-scenarios.ts'
import { MACHINE_SCENARIOS } from './scenarios/machine-scenarios.ts'
import { NETWORK_SCENARIOS } from './scenarios/network-scenarios.ts'
import { PROCESS_SCENARIOS } from './scenarios/process-scenarios.ts'
import { PROFILE_SCENARIOS } from './scenarios/profile-scenarios.ts'
import { ROLE_SCENARIOS } from './scenarios/role-scenarios.ts'
import { SESSION_SCENARIOS } from './scenarios/session-scenarios.ts'
import { bareEnvironment } from './trouble-scenario.ts'

const PROVOKED = [
  ...ENVIRONMENT_SCENARIOS,
  ...MACHINE_SCENARIOS,
  ...NETWORK_SCENARIOS,
  ...PROCESS_SCENARIOS,
  ...PROFILE_SCENARIOS,
  ...ROLE_SCENARIOS,
  ...SESSION_SCENARIOS,
].map(({ kind }) => kind)

/** By a lookup that has not ended, a file of somebody else, and what nobody has foreseen. */
const PROVOKED_OTHERWISE = ['process-hanging', 'lookup-overdue', 'shared-file-unreadable', 'unknown']

it("every kind has a scenario that provokes it with AWS's providers", () => {
  const kinds = CREDENTIAL_TROUBLES.map(({ kind }) => kind)
  expect([...new Set([...PROVOKED, ...PROVOKED_OTHERWISE])].sort()).toEqual([...kinds].sort())
})

it.each(CREDENTIAL_TROUBLES)('$kind is two sentences, with names and without', ({ kind }) => {
  const named = troubleOf(kind, {
    profile: 'work',
    profiles: ['home', 'office'],
    session: 'company',
    variable: 'SOME_VARIABLE',
    file: 'some-file',
    role: 'some-role',
  })
  for (const text of [named.message, named.publicMessage]) {
    expect(text).toMatch(/^[A-Z`][^.]+[.] [A-Z].+[.]$/)
    expect(text).not.toMatch(/some-(?:file|role)|undefined| {2}| [.,]/)
  }
  expect(named.publicMessage).not.toMatch(/\b(?:work|home|office|company|SOME_VARIABLE)\b/)
  expect(named.facts).toMatchObject({ file: 'some-file', role: 'some-role' })
})

it('names that stand in a terminal for something else are shown without it', () => {
  const { message, facts } = troubleOf('profile-missing', { profile: 'a\u001b[31m\u009b\u202eb', profiles: ['c\r\nd'] })
  expect([message, facts]).toEqual([
    expect.stringMatching(/no profile a\[31mb[.] .*: cd[.]$/),
    { profile: 'a[31mb', profiles: ['cd'] },
  ])
})

it.each([
  ['process-hanging', '[default]\ncredential_process = some program\n'],
  ['lookup-overdue', '[default]\nregion = eu-west-1\n'],
])('a lookup that does not end is %s', async (kind, config) => {
  const evidence = await evidenceOf(Object.assign(new Error('canary'), { name: 'FlightOverdue' }), config)
  expect(diagnoseCredentials(evidence)).toMatchObject({ kind, message: expect.not.stringContaining('canary') })
})

it('what no row knows is unknown, and the provider is not quoted', async () => {
  const evidence = await evidenceOf(
    new Error('canary'),
    '[default]\naws_access_key_id = a\naws_secret_access_key = b\n',
  )
  expect(diagnoseCredentials(evidence)).toMatchObject({
    kind: 'unknown',
    message: expect.stringMatching(/reason that the proxy does not know.*aws sts get-caller-identity/),
    facts: { profile: 'default' },
  })
})

function evidenceOf(error: Error, config: string) {
  bareEnvironment(temporaryFolder({ config }))
  return gatherEvidence(error, { profile: undefined, env: process.env })
}
