import { CommanderError } from 'commander'
import { expect, it } from 'vitest'
import { buildProgram } from '../../src/cli/build-program.ts'
import type { Invocation } from '../../src/cli/command-row.ts'
import { FLAG_NAMES, SETTINGS_TABLE } from '../../src/settings/settings-table.ts'
import { cliContextOf, written } from './cli-context-of.ts'

function read(...argv: string[]): { command: string; invocation: Invocation } {
  let seen: { command: string; invocation: Invocation } | undefined
  const program = buildProgram(cliContextOf(), argv[0], (row, invocation) => {
    seen = { command: row.name, invocation }
  })
  program.parse(argv, { from: 'user' })
  if (!seen) throw new Error('no command was called')
  return seen
}

it('gives a command its argument, its flags by file key and its switches', () => {
  const { command, invocation } = read('resolve', 'a.b', '--routing', 'geo-only', '--json', '--config', 'x.yaml')
  expect(command).toBe('resolve')
  expect(invocation).toMatchObject({ argument: 'a.b', flags: { routing: 'geo-only', config: 'x.yaml' } })
  expect([...invocation.switches]).toEqual(['json'])
})

it('gives a command its own options, and leaves out an argument that may be left out', () => {
  const { invocation } = read('connect', '--small-model', 'a.b', '--url', 'http://x')
  expect(invocation).toMatchObject({ argument: '', flags: {}, options: { 'small-model': 'a.b', url: 'http://x' } })
  expect(read('connect', 'zed').invocation).toMatchObject({ argument: 'zed', options: {} })
})

it('gives nothing that was not on the command line: defaults are the settings’ business', () => {
  const { invocation } = read('serve')
  expect(invocation).toMatchObject({ argument: '', flags: {}, options: {} })
  expect(invocation.switches.size).toBe(0)
})

it.each(FLAG_NAMES)('serve has a flag for %s', (name) => {
  const { key, placeholder } = SETTINGS_TABLE[name]
  const given = placeholder === undefined ? [] : ['text']
  expect(read('serve', `--${key}`, ...given).invocation.flags).toEqual({ [key]: given[0] ?? 'true' })
})

it('the mantle needs no value to be on', () => {
  expect(read('serve', '--mantle', '--port', '1').invocation.flags).toEqual({ mantle: 'on', port: '1' })
  expect(read('serve', '--mantle', 'off').invocation.flags).toEqual({ mantle: 'off' })
})

it('an option that has choices may stand alone, and takes no other value', () => {
  const simulateOf = (...argv: string[]) => read('serve', ...argv).invocation.options.simulate
  expect(simulateOf('--simulate', '--port', '1')).toBe('strict')
  expect(simulateOf('--simulate', 'lenient')).toBe('lenient')
  expect(simulateOf()).toBeUndefined()
  expect(() => read('serve', '--simulate', 'kind')).toThrow(CommanderError)
})

it('throws where there is no command to run, after it has said why', () => {
  const context = cliContextOf()
  const program = buildProgram(context, 'serve', () => undefined)
  expect(() => program.parse(['serve', '--xyzzy'], { from: 'user' })).toThrow(CommanderError)
  expect(written(context.stderr)).toBe("error: unknown option '--xyzzy'\n")
})
