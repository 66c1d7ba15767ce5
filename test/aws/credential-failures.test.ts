import { expect, it } from 'vitest'
import { createCredentialFailures } from '../../src/aws/credential-failures.ts'
import { type TroubleKind, troubleOf } from '../../src/aws/sign-in/credential-troubles.ts'

const LATER = new Date('2026-12-01T00:00:00Z')

it('is the error that a request is answered with, and keeps the cause out of its words', async () => {
  const { failures } = start('none-configured')
  const error = await failures.note(new Error('canary'), undefined)
  expect(error).toMatchObject({ code: 'no-credentials', message: expect.stringContaining('none are configured') })
  expect(error.message).not.toContain('canary')
  expect(await failures.recall()).toBe(error)
  expect(failures.latest()?.kind).toBe('none-configured')
})

it('tells each change once, and the recovery', async () => {
  const { failures, told, become } = start('process-failed')
  await failures.note(new Error(), undefined)
  await failures.note(new Error(), undefined)
  await failures.note(new Error(), LATER)
  become('process-junk')
  await failures.note(new Error(), LATER)
  failures.clear()
  failures.clear()
  await failures.note(new Error(), undefined)
  expect(told).toEqual([
    ['process-failed', undefined],
    ['process-failed', LATER],
    ['process-junk', LATER],
    'recovered',
    ['process-junk', undefined],
  ])
})

it('is unknown where nothing can explain it', async () => {
  const explain = () => Promise.reject(new Error('canary'))
  const failures = createCredentialFailures({ explain, now: Date.now })
  expect((await failures.note(new Error(), undefined)).message).toMatch(/for a reason that the proxy does not know/)
})

function start(first: TroubleKind) {
  let kind = first
  const told: unknown[] = []
  const failures = createCredentialFailures({
    explain: async () => ({ trouble: troubleOf(kind, { profile: 'work' }), files: [] }),
    events: {
      onTrouble: (trouble, until) => told.push([trouble.kind, until]),
      onRecovered: () => told.push('recovered'),
    },
    now: Date.now,
  })
  const become = (next: TroubleKind) => {
    kind = next
  }
  return { failures, told, become }
}
