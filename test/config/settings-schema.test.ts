import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv } from 'ajv'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { exampleFile } from '../../src/settings/example-file.ts'
import { SCHEMA_FILE, settingsJsonSchema } from '../../src/settings/settings-json-schema.ts'

const validate = new Ajv({ strict: false, allErrors: true }).compile(settingsJsonSchema())

describe('the JSON Schema of the settings file', () => {
  it('is written into config/ by the build, as the settings table makes it', () => {
    const file = join(import.meta.dirname, '../../config', SCHEMA_FILE)
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(settingsJsonSchema())
  })

  it('takes the example file, as it is and with everything set that it shows', () => {
    expect(validate(parse(exampleFile()))).toBe(true)
    validate(parse(exampleFile().replace(/^#(?! \S)/gm, '')))
    expect(validate.errors).toBeNull()
  })

  it.each([
    'port: 70000',
    'port: nine',
    'rooting: geo-only',
    'routing: nearest',
    'mantle: perhaps',
    'insecure-no-client-auth: maybe',
    'socket: relative.sock',
    'models: [a, b]',
    'models: { a: { b: c } }',
    'applicationProfiles: { tag: x }',
    'allow-hosts: { a: b }',
  ])('marks %s, which the proxy would refuse', (text) => {
    expect(validate(parse(text))).toBe(false)
  })

  it.each([
    'mantle: on',
    'allow-hosts: a.internal, b.internal',
    'allow-hosts: [a.internal]',
    'models:',
    'deny-models: []',
    '{}',
  ])('takes %s, which the proxy takes', (text) => {
    expect(validate(parse(text))).toBe(true)
  })
})
