import { PassThrough } from 'node:stream'
import { expect, it } from 'vitest'
import { isTerminal, pageWidthOf, widthOfStream } from '../../src/cli/page-width.ts'

const terminal = () => Object.assign(new PassThrough(), { isTTY: true })

it('tells a terminal from a pipe', () => {
  expect([isTerminal(terminal()), isTerminal(new PassThrough())]).toEqual([true, false])
})

it.each([
  ['a terminal of 60 columns', Object.assign(terminal(), { columns: 60 }), 60],
  ['a terminal that does not tell', terminal(), Number.POSITIVE_INFINITY],
  ['a pipe', Object.assign(new PassThrough(), { columns: 60 }), Number.POSITIVE_INFINITY],
])('%s is so wide', (_name, stream, width) => {
  expect(widthOfStream(stream)).toBe(width)
  expect(pageWidthOf(stream)).toBe(Math.min(width, 100))
})
