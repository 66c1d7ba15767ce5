import { expect, it } from 'vitest'
import { findRow } from '../../../src/cli/run/find-row.ts'

it.each([
  ['claude', 'claude-code'],
  ['/opt/bin/codex', 'codex'],
  ['opencode', 'opencode'],
  ['crush', 'crush'],
  ['kilo', 'kilo'],
  ['goose', 'goose'],
  ['aider', 'aider'],
  ['aws', 'aws-sdk'],
  ['python', 'boto3'],
  ['cn', 'continue'],
  ['./my-agent', 'program'],
])('%s is started as %s', (command, name) => {
  expect(findRow(command, 'proxy').name).toBe(name)
})

it('an agent that has only a file of its own is left to connect', () => {
  expect(() => findRow('zed', 'proxy')).toThrow(
    /^Zed takes its settings from a file alone.* Use: proxy connect zed --write$/,
  )
})
