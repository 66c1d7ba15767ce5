import { expect, it } from 'vitest'
import type { CheckRow } from '../../../src/cli/doctor/check-row.ts'
import { ok } from '../../../src/cli/doctor/findings.ts'
import { runChecks } from '../../../src/cli/doctor/run-checks.ts'
import { patientOf } from './patient-of.ts'

const row = (name: string, look: CheckRow['look'], needsSettings = false): CheckRow => ({ name, look, needsSettings })

it('tells each by its name, in order', async () => {
  const rows = [row('a', () => ok('1')), row('b', async () => ok('2'))]
  expect(await runChecks(rows, patientOf())).toEqual([
    { check: 'a', status: 'ok', finding: '1' },
    { check: 'b', status: 'ok', finding: '2' },
  ])
})

it('waits for none longer than its limit', async () => {
  const [slow] = await runChecks([row('slow', () => new Promise(() => undefined))], patientOf(), 20)
  expect(slow).toMatchObject({ status: 'failed', finding: 'No answer within 0.02 s.' })
})

it('tells what a check throws', async () => {
  const [broken] = await runChecks([row('broken', () => Promise.reject(new Error('It broke. Mend it.')))], patientOf())
  expect(broken).toEqual({ check: 'broken', status: 'failed', finding: 'It broke.', remedy: 'Mend it.' })
})

it('skips what needs settings where they have problems', async () => {
  const [one] = await runChecks([row('one', () => ok('1'), true)], patientOf({ loaded: undefined }))
  expect(one?.status).toBe('skipped')
})
