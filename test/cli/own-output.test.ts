import { PassThrough } from 'node:stream'
import { expect, it } from 'vitest'
import { ownOutput } from '../../src/cli/own-output.ts'

function start() {
  const blocking: boolean[] = []
  const terminal = () =>
    Object.assign(new PassThrough(), { isTTY: true, _handle: { setBlocking: (is: boolean) => void blocking.push(is) } })
  const [stdout, stderr] = [terminal(), terminal()]
  let exits = 0
  const output = ownOutput({ stdout, stderr, exit: () => void exits++ })
  return { output, stdout, stderr, blocking, exits: () => exits }
}

it('The process ends with the reader of its output', () => {
  const { stdout, blocking, exits } = start()
  stdout.emit('error', new Error('EPIPE'))
  expect([exits(), blocking]).toEqual([1, []])
})

it('A process that outlives its readers neither ends with them nor waits for them', () => {
  const { output, stdout, stderr, blocking, exits } = start()
  output.outlive()
  stdout.emit('error', new Error('EPIPE'))
  stderr.emit('error', new Error('ENOSPC'))
  expect([exits(), blocking]).toEqual([0, [false, false]])
})
