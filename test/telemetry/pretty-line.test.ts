import { stripVTControlCharacters } from 'node:util'
import { describe, expect, it } from 'vitest'
import { prettyLine } from '../../src/telemetry/pretty-line.ts'
import type { RequestRecord } from '../../src/telemetry/request-record.ts'
import { recordOf } from './record-of.ts'

/** Lines carry UTC; a person reads the clock of the machine, whatever its zone. */
const TIME = new Date(2026, 10, 22, 10, 20, 30, 123).toISOString()
const GREEN = '\u001b[32m'
const RED = '\u001b[31m'

describe('the line of a request', () => {
  it.each<[string, Partial<RequestRecord>, string]>([
    [
      'shows what became of the model',
      {},
      '200 Converse a.m → eu.a.m eu-central-1 12.3 ms first byte, 34.6 ms, 2048 B',
    ],
    [
      'shows a model that stayed as it was once',
      { sentModel: 'a.m' },
      '200 Converse a.m eu-central-1 12.3 ms first byte, 34.6 ms, 2048 B',
    ],
    [
      'says what a refusal of AWS means',
      { status: 403, advice: 'The role may not. Ask for it.' },
      '403 Converse a.m → eu.a.m eu-central-1 12.3 ms first byte, 34.6 ms, 2048 B The role may not. Ask for it.',
    ],
    [
      'names what is near to an ID that Bedrock does not know',
      { status: 400, advice: 'The Region has no such model.', hint: 'eu.a.n, eu.a.o' },
      '400 Converse a.m → eu.a.m eu-central-1 12.3 ms first byte, 34.6 ms, 2048 B The Region has no such model. Near: eu.a.n, eu.a.o.',
    ],
    [
      'tells what was taken out, and the place that came first',
      { repaired: ['beta=a,b', 'learned'], movedFrom: 'eu-central-1/eu.a.m' },
      '200 Converse a.m → eu.a.m eu-central-1 12.3 ms first byte, 34.6 ms, 2048 B repaired: beta=a,b; learned in place of eu-central-1/eu.a.m',
    ],
    [
      'shows tokens where they are known',
      { inputTokens: 7, outputTokens: 9 },
      '200 Converse a.m → eu.a.m eu-central-1 12.3 ms first byte, 34.6 ms, 2048 B 7 tokens in, 9 out',
    ],
    [
      'shows input tokens alone',
      { inputTokens: 7 },
      '200 Converse a.m → eu.a.m eu-central-1 12.3 ms first byte, 34.6 ms, 2048 B 7 tokens in, ? out',
    ],
    [
      'shows what the cache did',
      { inputTokens: 7, outputTokens: 9, cacheReadTokens: 3, cacheWriteTokens: 4 },
      '200 Converse a.m → eu.a.m eu-central-1 12.3 ms first byte, 34.6 ms, 2048 B 7 tokens in, 9 out, 3 from the cache, 4 into it',
    ],
    [
      'says where a client left before any were told',
      { usage: 'untold', ending: 'client-left' },
      '200 Converse a.m → eu.a.m eu-central-1 12.3 ms first byte, 34.6 ms, 2048 B tokens untold client-left',
    ],
    [
      'shows the client where it has a name',
      { client: 'laptop' },
      '200 Converse a.m → eu.a.m eu-central-1 for laptop 12.3 ms first byte, 34.6 ms, 2048 B',
    ],
    [
      'shows an ending that is none',
      { ending: 'upstream-broke' },
      '200 Converse a.m → eu.a.m eu-central-1 12.3 ms first byte, 34.6 ms, 2048 B upstream-broke',
    ],
    [
      "says what the proxy's own error said",
      { status: 403, error: 'policy-refused', why: 'The policy refuses it. Choose another.', ending: 'answered-here' },
      '403 Converse a.m → eu.a.m eu-central-1 12.3 ms first byte, 34.6 ms, 2048 B policy-refused: The policy refuses it. Choose another.',
    ],
    [
      "shows the code of the proxy's own error",
      { status: 403, error: 'no-credentials', ending: 'answered-here' },
      '403 Converse a.m → eu.a.m eu-central-1 12.3 ms first byte, 34.6 ms, 2048 B no-credentials',
    ],
  ])('%s', (_, change, expected) => {
    expect(prettyLine(lineOf(recordOf(change)), false)).toBe(`10:20:30 ${expected}\n`)
  })

  it('names no model where the request has none', () => {
    const { requestedModel: _, sentModel: __, ...record } = recordOf({ operation: 'ApplyGuardrail' })
    expect(prettyLine(lineOf(record), false)).toContain('200 ApplyGuardrail eu-central-1 ')
  })

  it('names the model that was asked for where none was sent', () => {
    const { sentModel: _, ...record } = recordOf()
    expect(prettyLine(lineOf(record), false)).toContain('200 Converse a.m eu-central-1 ')
  })

  it('says the same in colour', () => {
    const colored = prettyLine(lineOf(recordOf()), true)
    expect(colored).toContain(`${GREEN}200`)
    expect(stripVTControlCharacters(colored)).toBe(prettyLine(lineOf(recordOf()), false))
  })

  it('shows a refusal in red', () => {
    expect(prettyLine(lineOf(recordOf({ status: 429 })), true)).toContain(`${RED}429`)
  })
})

describe('any other line', () => {
  it.each([
    ['a sentence', { level: 'info', msg: 'Here.' }, 'Here.'],
    [
      'fields',
      { level: 'warn', msg: 'Here.', a: 'b', n: 1.26, o: { p: [true] } },
      'warning: Here. a=b n=1.3 o={"p":[true]}',
    ],
    ['a failure', { level: 'error', msg: 'Here.' }, 'error: Here.'],
  ])('is %s', (_, line, expected) => {
    expect(prettyLine({ time: TIME, ...line }, false)).toBe(`10:20:30 ${expected}\n`)
    expect(stripVTControlCharacters(prettyLine({ time: TIME, ...line }, true))).toBe(`10:20:30 ${expected}\n`)
  })

  it('is painted by its level', () => {
    expect(prettyLine({ time: TIME, level: 'error', msg: 'Here.' }, true)).toContain(`${RED}error: Here.`)
  })
})

function lineOf(record: object) {
  return { time: TIME, level: 'info', msg: 'request', ...record }
}

it('shows where a failure arose under its line, a call on each', () => {
  const line = { time: '2026-11-22T10:00:00.000Z', level: 'warn', msg: 'request', operation: 'Converse', status: 503 }
  const text = prettyLine({ ...line, frames: ['at a (a.js:1:2)', 'at b (b.js:3:4)'] }, false)
  expect(text).toMatch(/^\d\d:\d\d:\d\d 503 .*\n {2}at a \(a\.js:1:2\)\n {2}at b \(b\.js:3:4\)\n$/)
})
