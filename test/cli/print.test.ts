import { PassThrough } from 'node:stream'
import { expect, it } from 'vitest'
import { paintFor, printLines, usesColor } from '../../src/cli/print.ts'

const terminal = () => Object.assign(new PassThrough(), { isTTY: true })

it('ends every line', () => {
  const stream = new PassThrough()
  printLines(stream, ['one', 'two'])
  expect(stream.read()?.toString()).toBe('one\ntwo\n')
})

it.each([
  ['a terminal', terminal(), {}, true],
  ['a terminal whose user wants no colour', terminal(), { NO_COLOR: '1' }, false],
  ['a terminal with an empty NO_COLOR', terminal(), { NO_COLOR: '' }, true],
  ['a pipe', new PassThrough(), {}, false],
])('%s: colour %#', (_name, stream, env, isColored) => {
  expect(usesColor(stream, env)).toBe(isColored)
  expect(paintFor(stream, env)('red', 'text')).toBe(isColored ? '\u001b[31mtext\u001b[39m' : 'text')
})
