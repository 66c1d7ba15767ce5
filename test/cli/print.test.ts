import { PassThrough } from 'node:stream'
import { expect, it } from 'vitest'
import { isTerminal, pageWidthOf, paintFor, printLines, usesColor, widthOfStream } from '../../src/cli/print.ts'

const terminal = () => Object.assign(new PassThrough(), { isTTY: true })

it('ends every line', () => {
  const stream = new PassThrough()
  printLines(stream, ['one', 'two'])
  expect(stream.read()?.toString()).toBe('one\ntwo\n')
})

it('tells a terminal from a pipe', () => {
  expect([isTerminal(terminal()), isTerminal(new PassThrough())]).toEqual([true, false])
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

it.each([
  ['a terminal of 60 columns', Object.assign(terminal(), { columns: 60 }), 60],
  ['a terminal that does not tell', terminal(), Number.POSITIVE_INFINITY],
  ['a pipe', Object.assign(new PassThrough(), { columns: 60 }), Number.POSITIVE_INFINITY],
])('%s is so wide', (_name, stream, width) => {
  expect(widthOfStream(stream)).toBe(width)
  expect(pageWidthOf(stream)).toBe(Math.min(width, 100))
})
