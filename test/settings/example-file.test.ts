import { expect, it } from 'vitest'
import { exampleFile } from '../../src/settings/example-file.ts'
import { SETTING_GROUPS, SETTING_NAMES, SETTINGS_TABLE } from '../../src/settings/settings-table.ts'

it('has every heading and every setting once, each behind a "#"', () => {
  const text = exampleFile()
  for (const { title } of SETTING_GROUPS) expect(text.split(`# --- ${title} ---\n`)).toHaveLength(2)
  for (const name of SETTING_NAMES) expect(text.split(`\n#${SETTINGS_TABLE[name].key}:`)).toHaveLength(2)
})

it('says of a setting what its row says, folded, and shows the default or the example', () => {
  expect(exampleFile()).toContain(`
# Port to listen on; 0 takes any free port.
#port: 8223
`)
  expect(exampleFile()).toContain(`
# Requests that each client may send in a minute; a further one is answered with 429. Default: none.
#requests-per-minute: 60
`)
})

it('has no line that is too long for an editor, but for an identifier that cannot be folded', () => {
  const long = exampleFile()
    .split('\n')
    .filter((line) => line.length > 120)
  expect(long.filter((line) => !line.includes('arn:'))).toEqual([])
})

it('sets what is given, and names where its schema is', () => {
  const text = exampleFile({ schema: 'file:///x/schema.json', given: { region: 'eu-west-1' } })
  expect(text).toMatch(/^# yaml-language-server: \$schema=file:\/\/\/x\/schema\.json\n/)
  expect(text.match(/^[^#\n].*$/gm)).toEqual(['region: eu-west-1'])
})
