import { expect, it } from 'vitest'
import { IDENTITY_ROWS } from '../../../src/settings/rows/identity-rows.ts'

it.each([
  ['arn:aws:iam::123456789012:role/clients', true],
  ['arn:aws-us-gov:iam::123456789012:role/team/clients', true],
  ['arn:aws:iam::123456789012:user/me', false],
  ['clients', false],
])('%s is a role: %s', (text, isRole) => {
  expect(IDENTITY_ROWS.clientRole.schema.safeParse(text).success).toBe(isRole)
})

it('A file that was only found may say nothing of whose identity is used, nor where sessions are opened', () => {
  const { clientRole, clients, stsEndpoint } = IDENTITY_ROWS
  expect(clientRole.inFoundFile.allows('arn:aws:iam::123456789012:role/clients')).toBe(false)
  expect(clients.inFoundFile.allows({ ci: {} })).toBe(false)
  expect(['https://sts.example', 'http://127.0.0.1:1'].map(stsEndpoint.inFoundFile.allows)).toEqual([false, true])
})
