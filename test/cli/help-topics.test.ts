import { expect, it } from 'vitest'
import { findTopic, settingTopic } from '../../src/cli/help-topics.ts'
import { SETTINGS_TABLE } from '../../src/settings/settings-table.ts'

it.each([
  ['serve', { kind: 'command', name: 'serve' }],
  ['routing', { kind: 'setting', row: SETTINGS_TABLE.routing }],
  ['--max-body-bytes', { kind: 'setting', row: SETTINGS_TABLE.maxBodyBytes }],
  ['models', { kind: 'command', name: 'models' }],
  ['serv', { kind: 'unknown', nearest: 'serve' }],
  ['--rooting', { kind: 'unknown', nearest: 'routing' }],
  ['xyzzyxyzzyxyzzy', { kind: 'unknown', nearest: undefined }],
])('%s is %o', (text, topic) => {
  expect(findTopic(text)).toEqual(topic)
})

it('says of a setting where it may come from, and when a change takes effect', () => {
  expect(settingTopic(SETTINGS_TABLE.port, 80)).toEqual([
    'Port to listen on; 0 takes any free port.',
    '',
    'Flag         --port PORT',
    'Environment  BEDROCK_PROXY_PORT',
    'File key     port',
    'Default      8223',
    'A change     takes effect with the next start',
  ])
  expect(settingTopic(SETTINGS_TABLE.models, 60).join('\n')).toMatch(
    /Flag +–\nEnvironment +–\n.*\n.*\nA change +of the file/,
  )
})
