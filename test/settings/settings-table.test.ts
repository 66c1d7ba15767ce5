import { expect, it } from 'vitest'
import {
  FLAG_NAMES,
  SETTING_GROUPS,
  SETTING_NAMES,
  SETTINGS_TABLE,
  type SettingName,
} from '../../src/settings/settings-table.ts'

it.each(SETTING_NAMES)('the default of %s passes its own schema', (name) => {
  const { default: text, schema } = SETTINGS_TABLE[name]
  if (text !== undefined) expect(schema.safeParse(text)).toMatchObject({ success: true })
})

it.each(FLAG_NAMES)('the file key of %s is its name in kebab case, which the command line relies on', (name) => {
  expect(SETTINGS_TABLE[name].key).toBe(name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`))
})

it.each(SETTING_NAMES)('%s has a flag, a variable and a placeholder, or it is a mapping or a switch', (name) => {
  const { isMapping, placeholder, env, schema } = SETTINGS_TABLE[name]
  const isSwitch = schema.safeParse('true').data === true
  expect(placeholder === undefined).toBe(isMapping || isSwitch)
  if (placeholder !== undefined) expect(placeholder).toMatch(/^[A-Z]+$/)
  if (isMapping) expect(env).toEqual([])
  else expect(env.length).toBeGreaterThan(0)
})

it.each(SETTING_NAMES)('%s has a default, or an example and what happens without it', (name) => {
  const { default: text, example, isWorkedOut, otherwise } = SETTINGS_TABLE[name]
  if (text === undefined) expect(example).toEqual(expect.any(String))
  if (isWorkedOut) expect(otherwise).toEqual(expect.any(String))
})

it.each(SETTING_NAMES)('%s stands under one heading', (name) => {
  expect(SETTING_GROUPS.filter(({ names }) => names.includes(name))).toHaveLength(1)
})

it.each<SettingName>(['host', 'port', 'socket', 'clientToken', 'region', 'profile', 'runtimeEndpoint', 'maxBodyBytes'])(
  '%s cannot change while the proxy runs: a listener, a pool or a client has been made with it',
  (name) => {
    expect(SETTINGS_TABLE[name].changes).toBeUndefined()
  },
)
