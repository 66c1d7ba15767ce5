import { chmodSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { diagnoseCredentials } from '../../../../src/aws/sign-in/credential-troubles.ts'
import { gatherEvidence } from '../../../../src/aws/sign-in/evidence.ts'
import { temporaryFolder } from '../../../settings/temporary-folder.ts'
import { PROFILE_SCENARIOS } from '../scenarios/profile-scenarios.ts'
import { bareEnvironment, provoke, testScenarios } from '../trouble-scenario.ts'

testScenarios(PROFILE_SCENARIOS)

/** Root may read everything, so that this cannot be tried as root. */
it.skipIf(process.getuid?.() === 0)('a file that somebody else owns: shared-file-unreadable', async () => {
  const start = async (home: string) => {
    chmodSync(join(home, 'credentials'), 0)
    return {}
  }
  expect(await provoke({ profile: 'work', start })).toMatchObject(UNREADABLE)
})

it('a file that may not be read is the trouble where the profile would stand in it, and only there', async () => {
  const folder = temporaryFolder({ config: '[profile home]\naws_access_key_id = AKID\n', credentials: '' })
  bareEnvironment(folder)
  const evidenceOf = async (profile: string) => {
    const evidence = await gatherEvidence(new Error('not found'), { profile, env: process.env })
    return { ...evidence, config: { ...evidence.config, unreadable: 'FOLDER/credentials' } }
  }
  expect(diagnoseCredentials(await evidenceOf('work'))).toMatchObject(UNREADABLE)
  expect(diagnoseCredentials(await evidenceOf('home')).kind).toBe('profile-incomplete')
})

const UNREADABLE = {
  kind: 'shared-file-unreadable',
  message: expect.stringMatching(/cannot be read.*Give that user the right to read it/),
  facts: { file: 'FOLDER/credentials' },
}
