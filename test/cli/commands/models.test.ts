import { expect, it } from 'vitest'
import { isReachable } from '../../../src/bedrock/catalog.ts'
import { catalogFromSnapshot, loadSnapshot } from '../../../src/catalog/load-snapshot.ts'
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

it('leaves out what the routing refuses, and says how many that are', async () => {
  const { stdout, stderr } = await runCommand([...IN_FRANKFURT, '--routing', 'in-region-only', '--json'])
  const listed: Listed[] = JSON.parse(stdout)
  expect(new Set(listed.map(({ kind }) => kind))).toEqual(new Set(['unchanged']))
  expect(stderr).toContain(`${REACHABLE.length - listed.length} more are left out because routing in-region-only`)
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
