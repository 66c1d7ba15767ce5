import { execFileSync } from 'node:child_process'
import { expect, it } from 'vitest'
import { shellLines } from '../../../src/cli/connect/shell-lines.ts'

it('forgets first what would win', () => {
  expect(shellLines({ A: '1' }, { unset: ['B'] })).toEqual(['unset B', 'export A=1'])
  expect(shellLines({ A: '1' }, { unset: ['B'], shell: 'fish' })).toEqual(['set -e B', 'set -gx A 1'])
})

it('leaves plain values plain', () => {
  expect(shellLines({ A: 'http://127.0.0.1:8223', B: '', C: 'anthropic.claude-haiku-4-5-20251001-v1:0' })).toEqual([
    'export A=http://127.0.0.1:8223',
    'export B=',
    'export C=anthropic.claude-haiku-4-5-20251001-v1:0',
  ])
})

it.each(["it's", '$(id)', '`id`', 'a b', '~', '"\\', '#x', 'ü;&|'])('a shell reads %s as it was', (value) => {
  const [line] = shellLines({ VALUE: value })
  const read = execFileSync('sh', ['-c', `${line}\nprintf %s "$VALUE"`], { encoding: 'utf8' })
  expect(read).toBe(value)
})
