import { expect, it } from 'vitest'
import { CredentialsNotFound, PROCESS_FAILURES } from '../../../src/aws/sign-in/lookup-failures.ts'

it('A search that found nothing keeps every miss, and repeats none of their words', () => {
  const misses = [{ place: 'profile', error: new Error('canary') }] as const
  const error = new CredentialsNotFound(misses, true)
  expect([error.name, error.misses, error.isDecided]).toEqual(['CredentialsNotFound', misses, true])
  expect(error.message).not.toContain('canary')
})

it('No failure of a process can be taken for another', () => {
  const words = Object.values(PROCESS_FAILURES)
  expect(words.filter((one) => words.some((other) => other !== one && one.startsWith(other)))).toEqual([])
})
