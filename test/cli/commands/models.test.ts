import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { isReachable } from '../../../src/bedrock/catalog.ts'
import { catalogFromSnapshot, loadSnapshot } from '../../../src/catalog/load-snapshot.ts'
import { bareEnvironment } from '../../aws/sign-in/trouble-scenario.ts'
import { startFrankfurt } from '../../fixtures/start-frankfurt.ts'
import { temporaryFolder } from '../../settings/temporary-folder.ts'
import { runCommand } from '../run-command.ts'

const IN_FRANKFURT = ['models', '--region', 'eu-central-1']
const FRANKFURT = catalogFromSnapshot(loadSnapshot(), 'eu-central-1')
const REACHABLE = [...FRANKFURT.models.values()].filter(isReachable).map(({ modelId }) => modelId)

type Listed = { modelId: string; kind: string }

it('as JSON is an array with every reachable model, sorted', async () => {
  const { exitCode, stdout } = await runCommand([...IN_FRANKFURT, '--json'])
  const listed: Listed[] = JSON.parse(stdout)
  expect(exitCode).toBe(0)
  expect(listed.map(({ modelId }) => modelId)).toEqual(REACHABLE.sort())
  expect(listed).toContainEqual({
    modelId: 'anthropic.claude-sonnet-4-6',
    resolved: 'eu.anthropic.claude-sonnet-4-6',
    kind: 'profile',
    reason: 'geographic-profile',
    geography: 'eu',
    destinationRegions: expect.arrayContaining(['eu-west-1']),
    source: 'snapshot',
  })
})

it('marks what the policy refuses, and says how many that are', async () => {
  const { stdout, stderr } = await runCommand([...IN_FRANKFURT, '--routing', 'in-region-only', '--json'])
  const listed: Listed[] = JSON.parse(stdout)
  const refused = listed.filter(({ kind }) => kind === 'refused')
  expect(new Set(listed.map(({ kind }) => kind))).toEqual(new Set(['unchanged', 'refused']))
  expect(listed).toContainEqual(
    expect.objectContaining({
      modelId: 'anthropic.claude-sonnet-4-6',
      resolved: null,
      kind: 'refused',
      reason: 'policy-refused',
    }),
  )
  expect(stderr).toContain(`The policy refuses ${refused.length} of them.`)
})

it('as a table marks what needs a profile, what is on demand and what the policy refuses', async () => {
  const table = await runCommand(IN_FRANKFURT)
  expect(table.stdout).toMatch(/^anthropic\.claude-sonnet-4-6 +eu\.anthropic\.claude-sonnet-4-6 +by profile +eu$/m)
  expect(table.stdout).toMatch(/^amazon\.titan-embed-text-v2:0 +itself +on demand +–$/m)
  const strict = await runCommand([...IN_FRANKFURT, '--routing', 'in-region-only'])
  expect(strict.stdout).toMatch(/^anthropic\.claude-sonnet-4-6 +– +refused by policy +–$/m)
})

it.each([
  [['SONNET-4-6'], ['anthropic.claude-sonnet-4-6']],
  [['Nova Lite'], ['amazon.nova-lite-v1:0']],
  [
    ['lite', '--provider', 'Amazon'],
    ['amazon.nova-2-lite-v1:0', 'amazon.nova-lite-v1:0'],
  ],
  [['--provider', 'nobody'], []],
])('lists for %j only %j', async (argv, expected) => {
  const { stdout } = await runCommand([...IN_FRANKFURT, ...argv, '--json'])
  expect(JSON.parse(stdout).map(({ modelId }: Listed) => modelId)).toEqual(expected)
})

describe('--all-regions', () => {
  const EVERYWHERE = ['models', 'sonnet-4-6', '--all-regions', '--region', 'eu-central-1']

  it('as JSON has an entry for each Region that reaches a model', async () => {
    const { stdout } = await runCommand([...EVERYWHERE, '--json'])
    const listed: (Listed & { region: string; resolved: string })[] = JSON.parse(stdout)
    const resolved = Object.fromEntries(listed.map((entry) => [entry.region, entry.resolved]))
    expect(resolved).toMatchObject({
      'eu-central-1': 'eu.anthropic.claude-sonnet-4-6',
      'eu-west-2': 'anthropic.claude-sonnet-4-6',
      'ap-southeast-2': 'au.anthropic.claude-sonnet-4-6',
      'sa-east-1': 'global.anthropic.claude-sonnet-4-6',
    })
    expect(Object.keys(resolved)).toEqual(Object.keys(resolved).toSorted())
  })

  it('as a table has a line for each ID that goes upstream, with its Regions', async () => {
    const { stdout, stderr } = await runCommand(EVERYWHERE)
    expect(stdout).toMatch(
      /^anthropic\.claude-sonnet-4-6 +jp\.anthropic\.claude-sonnet-4-6 +by profile +jp +ap-northeast-1, ap-northeast-3$/m,
    )
    expect(stdout).toMatch(/^anthropic\.claude-sonnet-4-6 +itself +on demand +– +eu-west-2$/m)
    expect(stderr).toMatch(/^1 foundation models can be reached from 35 Regions/m)
  })
})

it('as a table has aligned columns and notes the end of life', async () => {
  const { stdout } = await runCommand(IN_FRANKFURT)
  const [heading = '', ...rows] = stdout.trimEnd().split('\n')
  expect(rows).toHaveLength(REACHABLE.length)
  const column = heading.indexOf('RESOLVES TO')
  for (const row of rows) expect(row.slice(column - 2, column)).toBe('  ')
  expect(stdout).toMatch(/^anthropic\.claude-3-haiku-20240307-v1:0 .* ended 2026-09-10$/m)
})

it('tells an end of life that is still to come', async () => {
  const { stdout } = await runCommand(IN_FRANKFURT, { now: () => new Date('2026-01-01') })
  expect(stdout).toMatch(/^anthropic\.claude-3-haiku-20240307-v1:0 .* ends 2026-09-10$/m)
})

it('says of a search without a result that nothing matches, and what is near', async () => {
  const { exitCode, stdout, stderr } = await runCommand([...IN_FRANKFURT, 'sonett'])
  expect([exitCode, stdout]).toEqual([0, ''])
  expect(stderr).toBe('No model that eu-central-1 reaches has "sonett" in its ID or name.\nNear: sonnet.\n')
})

it('says that AWS was not asked where discovery is off', async () => {
  const { stderr } = await runCommand(IN_FRANKFURT)
  expect(stderr).toContain('AWS was not asked: discovery is off')
})

it.each([80, 60])('fits a terminal of %i columns', async (columns) => {
  for (const argv of [IN_FRANKFURT, [...IN_FRANKFURT, 'nova', '--all-regions'], ['resolve', 'amazon.nova-pro-v1:0']]) {
    const stdout = Object.assign(new PassThrough(), { isTTY: true, columns })
    await runCommand(argv, { stdout, env: { NO_COLOR: '1', BEDROCK_PROXY_DISCOVERY: 'off', AWS_REGION: 'eu-west-1' } })
    const lines = stdout.read().toString().split('\n')
    expect(lines.length).toBeGreaterThan(5)
    expect(lines.filter((line: string) => line.length > columns && line.trim().includes(' '))).toEqual([])
  }
})

describe('--all-regions, without credentials,', () => {
  it('looks for them once, says why AWS was not asked, and tells what the snapshot knows', async () => {
    const folder = temporaryFolder()
    const runs = join(folder, 'runs')
    writeFileSync(join(folder, 'config'), `[profile broken]\ncredential_process = echo run >> ${runs}; exit 1\n`)
    bareEnvironment(folder)
    const { url, requests } = await startFrankfurt()
    const { exitCode, stdout, stderr } = await runCommand(
      ['models', 'sonnet-4-6', '--all-regions', '--region', 'eu-central-1', '--control-plane-endpoint', url],
      { env: { ...process.env, AWS_PROFILE: 'broken' } },
    )
    expect(exitCode).toBe(0)
    expect(stdout).toContain('au.anthropic.claude-sonnet-4-6')
    expect(stderr).toMatch(
      /^Asking AWS in 35 Regions …\nwarning: AWS was not asked\. .+ known from the snapshot of \d{4}-/,
    )
    expect(stderr.match(/warning:/g)).toHaveLength(1)
    expect(requests).toEqual([])
    expect(readFileSync(runs, 'utf8')).toBe('run\n')
  })
})
