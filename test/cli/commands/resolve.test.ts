import { describe, expect, it } from 'vitest'
import { runCommand } from '../run-command.ts'

const IN_FRANKFURT = ['--region', 'eu-central-1']

async function resolveJson(...argv: string[]): Promise<Record<string, unknown>> {
  const { stdout } = await runCommand(['resolve', ...argv, '--json'])
  expect(stdout.trimEnd().split('\n')).toHaveLength(1)
  return JSON.parse(stdout)
}

describe('as JSON', () => {
  it('is one object with every field of the contract', async () => {
    const object = await resolveJson('anthropic.claude-sonnet-4-6', ...IN_FRANKFURT)
    expect(object).toMatchObject({
      requested: 'anthropic.claude-sonnet-4-6',
      resolved: 'eu.anthropic.claude-sonnet-4-6',
      kind: 'profile',
      reason: 'geographic-profile',
      region: 'eu-central-1',
      geography: 'eu',
      source: 'snapshot',
    })
    expect(Object.keys(object)).toEqual([
      'requested',
      'resolved',
      'kind',
      'reason',
      'region',
      'geography',
      'destinationRegions',
      'source',
      'candidates',
    ])
    expect(object.destinationRegions).toContain('eu-west-1')
    expect(object.candidates).toContainEqual({
      id: 'eu.anthropic.claude-sonnet-4-6',
      accepted: true,
      why: expect.any(String),
    })
  })

  it.each([
    ['anthropic.claude-sonnet-4-6', 'eu-west-2', { kind: 'unchanged', reason: 'on-demand', geography: null }],
    ['us.anthropic.claude-sonnet-4-6', 'eu-central-1', { kind: 'profile', resolved: 'eu.anthropic.claude-sonnet-4-6' }],
    ['eu.anthropic.claude-sonnet-4-6', 'eu-central-1', { kind: 'unchanged', reason: 'profile-of-region' }],
    ['nobody.knows-this', 'eu-central-1', { kind: 'unchanged', resolved: 'nobody.knows-this', geography: null }],
  ])('%s in %s is %o', async (model, region, fields) => {
    expect(await resolveJson(model, '--region', region)).toMatchObject(fields)
  })

  it('says what the routing refuses, and ends with 1', async () => {
    const argv = ['resolve', 'anthropic.claude-sonnet-4-6', ...IN_FRANKFURT, '--routing', 'in-region-only', '--json']
    const { exitCode, stdout } = await runCommand(argv)
    expect(exitCode).toBe(1)
    expect(JSON.parse(stdout)).toMatchObject({
      kind: 'refused',
      resolved: null,
      geography: null,
      destinationRegions: [],
    })
  })
})

it('as text explains the choice and every candidate', async () => {
  const { exitCode, stdout, stderr } = await runCommand(['resolve', 'anthropic.claude-sonnet-4-6', ...IN_FRANKFURT])
  expect([exitCode, stderr]).toEqual([0, ''])
  expect(stdout).toMatch(/^Goes upstream +eu\.anthropic\.claude-sonnet-4-6$/m)
  expect(stdout).toMatch(/^Destination Regions +.*eu-west-1/m)
  expect(stdout).toMatch(/^ {2}✓ {2}eu\.anthropic\.claude-sonnet-4-6 +a profile of this Region's geography$/m)
  expect(stdout).toMatch(/^ {2}✗ {2}anthropic\.claude-sonnet-4-6 +not on demand in eu-central-1$/m)
})

it.each(['', '../x', 'a b', `a${'x'.repeat(3000)}`])('refuses the identifier "%.20s" as wrong usage', async (model) => {
  const { exitCode, stdout, stderr } = await runCommand(['resolve', model])
  expect([exitCode, stdout]).toEqual([2, ''])
  expect(stderr).toMatch(/^error: The identifier in this request [^\n]*\n$/m)
})

it('warns where no Region is configured, and looks at the global profiles first', async () => {
  const { exitCode, stdout, stderr } = await runCommand(['resolve', 'anthropic.claude-sonnet-4-6'])
  expect(exitCode).toBe(0)
  expect(stdout).toMatch(/^Goes upstream +global\.anthropic\.claude-sonnet-4-6$/m)
  expect(stderr).toMatch(/^warning: no Region is configured: us-east-1/)
})
