import { expect, it } from 'vitest'
import { reportAgent } from '../../../src/cli/connect/agent-report.ts'
import { findAgent } from '../../../src/cli/connect/agent-table.ts'
import { agentLines, fileEnvironmentLines } from '../../../src/cli/connect/print-agent.ts'
import { CONNECTION } from './sample-connection.ts'

const VIEW = { homeDir: '/home/me', shell: 'sh' as const, paint: (_: string, text: string) => text }

it('has a heading, each way with its own, and the notes', () => {
  const lines = agentLines(reportAgent(findAgent('pi'), CONNECTION, '/home/me/.pi/agent/models.json'), VIEW)
  expect(lines.filter((line) => line.startsWith('#'))).toEqual([
    '# pi (pi): Bedrock runtime over HTTP/2, verified with 0.73.1',
    `# Region eu-central-1, large model ${CONNECTION.large.modelId}, small model ${CONNECTION.small.modelId}`,
    '# in its environment (for other shells: --shell fish, --shell powershell)',
    '# or in ~/.pi/agent/models.json, where --write puts it',
    '# and in its environment',
    '# Name the model when it starts: pi --provider amazon-bedrock --model MODEL.',
  ])
})

it('says nothing of variables where the file needs none', () => {
  const { file } = reportAgent(findAgent('zed'), CONNECTION, '/x')
  expect(fileEnvironmentLines({ ...file, path: '', format: '', text: '', env: null, unset: [] }, VIEW)).toEqual([])
  expect(file && fileEnvironmentLines(file, VIEW)).toContain('export ZED_BEDROCK_BEARER_TOKEN=local')
})

it('prints for the shell that it is told, and takes away what would win', () => {
  const lines = agentLines(reportAgent(findAgent('boto3'), CONNECTION, undefined), { ...VIEW, shell: 'fish' })
  expect(lines).toContain('set -e AWS_BEARER_TOKEN_BEDROCK')
  expect(lines).toContain('set -gx AWS_ACCESS_KEY_ID local')
  expect(lines.filter((line) => line.startsWith('export'))).toEqual([])
})
