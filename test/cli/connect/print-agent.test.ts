import { expect, it } from 'vitest'
import { reportAgent } from '../../../src/cli/connect/agent-report.ts'
import { findAgent } from '../../../src/cli/connect/agent-table.ts'
import { agentLines, fileEnvironmentLines } from '../../../src/cli/connect/print-agent.ts'
import { CONNECTION } from './sample-connection.ts'

const VIEW = { homeDir: '/home/me', paint: (_: string, text: string) => text }

it('has a heading, each way with its own, and the notes', () => {
  const lines = agentLines(reportAgent(findAgent('pi'), CONNECTION, '/home/me/.pi/agent/models.json'), VIEW)
  expect(lines.filter((line) => line.startsWith('#'))).toEqual([
    '# pi (pi): Bedrock runtime over HTTP/2, verified with 0.73.1',
    `# Region eu-central-1, large model ${CONNECTION.large.modelId}, small model ${CONNECTION.small.modelId}`,
    '# in its environment',
    '# or in ~/.pi/agent/models.json, where --write puts it',
    '# and in its environment',
    '# Name the model when it starts: pi --provider amazon-bedrock --model MODEL.',
  ])
})

it('says nothing of variables where the file needs none', () => {
  const { file } = reportAgent(findAgent('zed'), CONNECTION, '/x')
  expect(fileEnvironmentLines({ ...file, path: '', format: '', text: '', env: null }, VIEW)).toEqual([])
  expect(file && fileEnvironmentLines(file, VIEW)).toContain('export ZED_BEDROCK_BEARER_TOKEN=local')
})
