import { join } from 'node:path'
import { expect, it } from 'vitest'
import { gatherEvidence } from '../../../src/aws/sign-in/evidence.ts'
import { CredentialsNotFound } from '../../../src/aws/sign-in/lookup-failures.ts'
import { temporaryFolder } from '../../settings/temporary-folder.ts'
import { bareEnvironment } from './trouble-scenario.ts'

it('the miss that ended the search is the evidence', async () => {
  const misses = [
    { place: 'environment', error: new Error('first') },
    { place: 'profile', error: Object.assign(new Error('second'), { code: 'ENOENT' }) },
  ] as const
  expect(await evidenceOf(new CredentialsNotFound(misses, true))).toMatchObject({
    place: 'profile',
    isSearched: true,
    error: { name: 'Error', code: 'ENOENT', isAnswer: false, words: 'second' },
  })
})

it('where nothing ended it, the machine is, for it is asked last', async () => {
  const misses = (['environment', 'profile', 'metadata'] as const).map((place) => ({ place, error: new Error(place) }))
  expect(await evidenceOf(new CredentialsNotFound(misses, false))).toMatchObject({ place: 'metadata' })
  expect(await evidenceOf(new CredentialsNotFound(misses.slice(0, 2), false))).toMatchObject({ place: undefined })
})

it.each([
  ['Amazon EC2\n', true],
  ['QEMU\n', false],
])('a board of %s is an instance: %s', async (vendor, isOnInstance) => {
  const folder = temporaryFolder({ vendor })
  const evidence = await evidenceOf(new Error('x'), join(folder, 'vendor'))
  expect(evidence.isOnInstance).toBe(isOnInstance)
})

async function evidenceOf(error: unknown, boardVendor = '/nowhere') {
  bareEnvironment(temporaryFolder())
  return gatherEvidence(error, { profile: 'work', env: process.env }, boardVendor)
}
