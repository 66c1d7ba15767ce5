import { PassThrough } from 'node:stream'
import { expect, it } from 'vitest'
import { startProgress } from '../../src/cli/progress.ts'
import { written } from './cli-context-of.ts'

it('shows on a terminal how far work is, in one line of which nothing stays', () => {
  const stream = Object.assign(new PassThrough(), { isTTY: true })
  const { step, end } = startProgress(stream, 'Asking', 2)
  step()
  step()
  end()
  const clear = '\r\u001b[K'
  expect(written(stream)).toBe(`${clear}Asking: 0 of 2 …${clear}Asking: 1 of 2 …${clear}Asking: 2 of 2 …${clear}`)
})

it('says elsewhere once what it is about', () => {
  const stream = new PassThrough()
  const { step, end } = startProgress(stream, 'Asking', 2)
  step()
  end()
  expect(written(stream)).toBe('Asking …\n')
})
