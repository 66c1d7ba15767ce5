import { describe, expect, it } from 'vitest'
import { isShellName, SHELLS, shellOf } from '../../../src/cli/connect/shells.ts'

it.each([
  [{ SHELL: '/usr/bin/fish' }, 'fish'],
  [{ SHELL: '/bin/zsh' }, 'sh'],
  [{ SHELL: '/usr/bin/pwsh' }, 'powershell'],
  [{ PSModulePath: 'C:\\Modules' }, 'powershell'],
  [{ SHELL: '/bin/bash', PSModulePath: '/opt/microsoft' }, 'sh'],
  [{}, 'sh'],
])('an environment with %j is that of %s', (env, shell) => {
  expect(shellOf(env)).toBe(shell)
})

it.each(['sh', 'fish', 'powershell'])('%s is a shell', (name) => {
  expect(isShellName(name)).toBe(true)
})

it.each(['constructor', 'tcsh', ''])('%j is none whose lines are known', (name) => {
  expect(isShellName(name)).toBe(false)
})

describe('a value', () => {
  const value = "it's a \\ $x"

  it.each([
    ['sh', "export V='it'\\''s a \\ $x'"],
    ['fish', "set -gx V 'it\\'s a \\\\ $x'"],
    ['powershell', "$env:V = 'it''s a \\ $x'"],
  ] as const)('is quoted for %s', (shell, line) => {
    expect(SHELLS[shell].set('V', value)).toBe(line)
  })

  it('is a word for fish even where it is empty', () => {
    expect(SHELLS.fish.set('V', '')).toBe("set -gx V ''")
  })
})

it('forgetting a variable that is not set is no error in PowerShell', () => {
  expect(SHELLS.powershell.unset('V')).toBe('Remove-Item Env:V -ErrorAction SilentlyContinue')
})
