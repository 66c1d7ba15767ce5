import { expect, it } from 'vitest'
import { settingsMarkdown } from '../../src/settings/settings-markdown.ts'
import { SETTING_NAMES } from '../../src/settings/settings-table.ts'

const lines = settingsMarkdown().split('\n')

it('has a heading, a rule and a line for every setting', () => {
  expect(lines.slice(0, 2)).toEqual([
    '| Flag | Environment | File key | Default | Meaning |',
    '| --- | --- | --- | --- | --- |',
  ])
  expect(lines).toHaveLength(2 + SETTING_NAMES.length)
})

it('shows flag, variables in order, file key, default and meaning', () => {
  expect(lines).toContain(
    '| `--port` | `BEDROCK_PROXY_PORT` | `port` | `8223` | Port to listen on; 0 takes any free port. |',
  )
  expect(lines.join('\n')).toContain('| `BEDROCK_PROXY_REGION`, `AWS_REGION`, `AWS_DEFAULT_REGION` |')
  expect(lines.join('\n')).toContain('`BEDROCK_PROXY_CLIENT_TOKEN_FILE`')
})

it('has five cells in every line', () => {
  for (const line of lines) expect(line.split(' | ')).toHaveLength(5)
})

it('marks what can change while the proxy runs', () => {
  expect(lines.join('\n')).toContain('| `routing` ↻ |')
})

it('shows a mapping without a flag and without a variable', () => {
  expect(lines.find((line) => line.includes('`models`'))).toMatch(/^\| – \| – \| `models` ↻ \| – \| /)
})
