import { describe, expect, it } from 'vitest'
import { ControlPlaneError } from '../../../../src/aws/control-plane-error.ts'
import { ProxyError } from '../../../../src/bedrock/errors.ts'
import { catalogFromSnapshot, loadSnapshot } from '../../../../src/catalog/load-snapshot.ts'
import { cliContextOf } from '../../cli-context-of.ts'
import { find, patientOf, TODAY } from '../patient-of.ts'

const KNOWN = catalogFromSnapshot(loadSnapshot(), 'eu-central-1')

describe('credentials', () => {
  it('are told by kind, place, account and end', async () => {
    const describeCredentials = async () => ({
      place: 'profile' as const,
      sources: ['role', 'sso'] as const,
      profile: 'work',
      accountEnding: '5308',
      expiration: new Date('2026-11-22T13:00:00Z'),
    })
    expect(await find('credentials', patientOf({ aws: { describeCredentials } }))).toEqual({
      status: 'ok',
      finding: 'The profile work (role, then sso), account …5308, until 2026-11-22T13:00:00.000Z',
    })
  })

  it('that are not there are told in the words of their trouble', async () => {
    const error = new ProxyError('no-credentials', 'The SSO session has ended. Run aws sso login.')
    const describeCredentials = () => Promise.reject(error)
    expect(await find('credentials', patientOf({ aws: { describeCredentials } }))).toEqual({
      status: 'failed',
      finding: 'The SSO session has ended.',
      remedy: 'Run aws sso login.',
    })
  })

  it('may be an API key, of which nothing is told', async () => {
    const context = cliContextOf({ env: { AWS_BEARER_TOKEN_BEDROCK: 'canary' } })
    const { finding } = await find('credentials', patientOf({ context }))
    expect(finding).toBe('An Amazon Bedrock API key, from AWS_BEARER_TOKEN_BEDROCK')
  })
})

it.each([
  [new ControlPlaneError('denied', { code: 'AccessDeniedException' }), 'warn', 'AccessDeniedException'],
  [new ProxyError('no-credentials', 'None.'), 'skipped', 'no-credentials'],
])('a listing that failed with %s is %s', async (failure, status, words) => {
  const catalog = async () => ({ catalog: KNOWN, failure })
  expect(await find('listing', patientOf({ catalog }))).toMatchObject({
    status,
    finding: expect.stringContaining(words),
  })
})

it('AWS is not asked where the settings say so', async () => {
  expect((await find('listing', patientOf({ settings: { discovery: 'off' } }))).status).toBe('skipped')
})

it('the catalog is told by its source and its age, and an old one is warned of', async () => {
  const catalog = async () => ({ catalog: KNOWN })
  expect((await find('catalog', patientOf({ catalog }))).finding).toMatch(
    /^From the snapshot of this version, of today; \d+ models/,
  )
  const later = new Date(TODAY.getTime() + 100 * 24 * 60 * 60_000)
  const old = patientOf({ catalog, context: cliContextOf({ now: () => later }) })
  expect(await find('catalog', old)).toMatchObject({ status: 'warn', finding: expect.stringContaining('100 days old') })
})
