import { expect, it } from 'vitest'
import { settingsJsonSchema } from '../../src/settings/settings-json-schema.ts'
import { SETTING_NAMES, SETTINGS_TABLE } from '../../src/settings/settings-table.ts'

it.each(SETTING_NAMES)('knows in what form %s stands in the file', (name) => {
  expect(SETTINGS_TABLE[name].schema.form).not.toEqual({})
})

it('has of a setting what is said of it, its form and its default', () => {
  expect(settingsJsonSchema()).toMatchObject({
    properties: {
      port: { description: expect.stringContaining('any free port'), type: 'integer', maximum: 65_535, default: 8223 },
      discovery: { enum: ['auto', 'live', 'off'], default: 'auto' },
      'insecure-no-client-auth': { type: 'boolean', default: false },
      'allow-hosts': { default: [] },
      models: { type: ['object', 'null'], default: {} },
    },
    additionalProperties: false,
  })
})
