import { describe, expect, it } from 'vitest'
import { startFrankfurt } from '../../fixtures/start-frankfurt.ts'
import { runCommand } from '../run-command.ts'

const ENV = { AWS_BEARER_TOKEN_BEDROCK: 'bedrock-api-key-example' }

async function healthy(...argv: string[]) {
  const { url } = await startFrankfurt()
  const endpoints = ['--runtime-endpoint', url, '--control-plane-endpoint', url]
  return runCommand(['doctor', '--region', 'eu-central-1', '--port', '1', ...endpoints, ...argv], {
    env: ENV,
    now: () => new Date(),
  })
}

it('says that nothing is wrong, and ends with 0', async () => {
  const { exitCode, stdout, stderr } = await healthy()
  expect([exitCode, stderr]).toEqual([0, ''])
  expect(stdout).toMatch(/^✓ credentials +An Amazon Bedrock API key/m)
  expect(stdout).toMatch(/^✓ listing +AWS lists its models and profiles$/m)
})

it('as JSON is a list of checks, each with a status of the four', async () => {
  const { stdout } = await healthy('--json')
  const results: { check: string; status: string; finding: string }[] = JSON.parse(stdout)
  for (const { check, status, finding } of results) {
    expect(check).toMatch(/^[a-z-]+$/)
    expect(['ok', 'warn', 'failed', 'skipped']).toContain(status)
    expect(finding).not.toBe('')
  }
})

it('ends with 1 where something failed, and says what to do', async () => {
  const argv = ['doctor', '--region', 'eu-central-1', '--runtime-endpoint', 'http://127.0.0.1:1', '--discovery', 'off']
  const env = { AWS_BEARER_TOKEN_BEDROCK: 'k', BEDROCK_PROXY_CONTROL_PLANE_ENDPOINT: 'http://127.0.0.1:1' }
  const { exitCode, stdout } = await runCommand(argv, { env })
  expect(exitCode).toBe(1)
  expect(stdout).toMatch(/^✗ runtime-endpoint +.*\n +→ Check/m)
})

it('tells problems of the settings as a check, and skips what needs them', async () => {
  const { exitCode, stdout } = await runCommand(['doctor', '--port', 'x', '--json'])
  const results: { check: string; status: string }[] = JSON.parse(stdout)
  expect(exitCode).toBe(1)
  expect(results.filter(({ status }) => status === 'failed').map(({ check }) => check)).toEqual(['settings'])
})

describe('--probe', () => {
  it('adds what one token showed', async () => {
    const { exitCode, stdout } = await healthy('--probe', 'anthropic.claude-sonnet-4-6')
    expect(exitCode).toBe(0)
    expect(stdout).toMatch(/^✓ probe +anthropic\.claude-sonnet-4-6 answered, as eu\.anthropic\.claude-sonnet-4-6$/m)
  })
})

describe('--policy', () => {
  it('has what a failover to other Regions takes, where there is one', async () => {
    const argv = ['doctor', '--policy', '--region', 'eu-central-1', '--routing', 'geo-only', '--discovery', 'off']
    const elsewhere = ['--failover-regions', 'eu-west-1']
    const on = await runCommand([...argv, ...elsewhere, '--failover', 'throttling'])
    expect(on.stdout).toContain('"EuProfilesEuWest1"')
    expect((await runCommand([...argv, ...elsewhere])).stdout).not.toContain('eu-west-1:*:inference-profile')
  })

  it('prints the policy and nothing else', async () => {
    const argv = ['doctor', '--policy', '--region', 'eu-central-1', '--routing', 'in-region-only', '--discovery', 'off']
    const { exitCode, stdout } = await runCommand(argv)
    expect([exitCode, JSON.parse(stdout).Statement.map(({ Sid }: { Sid: string }) => Sid)]).toEqual([
      0,
      ['OnDemand', 'CountTokens', 'Listings'],
    ])
  })

  it('needs settings that are right', async () => {
    expect((await runCommand(['doctor', '--policy', '--port', 'x'])).exitCode).toBe(2)
  })
})
