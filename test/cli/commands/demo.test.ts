import { expect, it } from 'vitest'
import { runCommand } from '../run-command.ts'

it('shows the refusal, then the same call through the proxy', async () => {
  const { exitCode, stdout, stderr } = await runCommand(['demo'])
  expect([exitCode, stderr]).toEqual([0, ''])
  const told = [
    'The client is the AWS SDK for JavaScript.',
    '1. Without the proxy: ConverseStream with anthropic.claude-sonnet-4-6',
    '✗ ValidationException: Invocation of model ID anthropic.claude-sonnet-4-6 with on-demand throughput',
    '2. The same call through the proxy at http://127.0.0.1:',
    'requested  anthropic.claude-sonnet-4-6',
    'sent       eu.anthropic.claude-sonnet-4-6',
    'Region     eu-central-1',
    'signature  verified',
    'answer     Hello from eu.anthropic.claude-sonnet-4-6 in eu-central-1.',
    'Next, with your own AWS credentials',
  ].map((text) => stdout.indexOf(text))
  expect(told).not.toContain(-1)
  expect(told).toEqual([...told].sort((a, b) => a - b))
})

it('goes alike whatever AWS variables the machine has', async () => {
  const env = { AWS_REGION: 'us-east-1', AWS_BEARER_TOKEN_BEDROCK: 'canary', BEDROCK_PROXY_PORT: 'http' }
  const { exitCode, stdout } = await runCommand(['demo'], { env })
  expect(exitCode).toBe(0)
  expect(stdout).toContain('sent       eu.anthropic.claude-sonnet-4-6')
})

it('can be seen from another Region', async () => {
  const { stdout } = await runCommand(['demo', '--region', 'ap-southeast-2'])
  expect(stdout).toContain('sent       au.anthropic.claude-sonnet-4-6')
  expect(stdout).toContain('node dist/main.js --region ap-southeast-2\n')
})

it('takes no Region that cannot be one', async () => {
  const { exitCode, stdout, stderr } = await runCommand(['demo', '--region', 'nowhere'])
  expect([exitCode, stdout, stderr]).toEqual([2, '', 'error: --region: must be a Region code such as eu-central-1\n'])
})

it('says in its help which Region it takes, since it reads no setting', async () => {
  const { stdout } = await runCommand(['demo', '--help'])
  expect(stdout).toContain('Default: eu-central-1.')
  expect(stdout).not.toContain('AWS_REGION')
})

it('ends with 1 where Bedrock does not refuse', async () => {
  const { exitCode, stderr } = await runCommand(['demo', '--region', 'eu-west-2'])
  expect([exitCode, stderr]).toEqual([1, expect.stringMatching(/^error: Bedrock took .* Choose another --region\.\n$/)])
})
