import { expect, it } from 'vitest'
import { requestLine } from '../../src/telemetry/request-line.ts'
import { recordOf } from './record-of.ts'

const AT_MS = Date.parse('2026-11-29T12:00:00.007Z')

it('is one line of JSON with everything that a record has', () => {
  const record = recordOf({ requestedModel: 'a "quoted"\n\u0001 é\u2028 name', remedies: ['failover', 'repair'] })
  const line = requestLine(record, { level: 'info', atMs: AT_MS })
  expect(line.indexOf('\n')).toBe(line.length - 1)
  expect(JSON.parse(line)).toEqual({
    level: 'info',
    time: '2026-11-29T12:00:00.007Z',
    ...record,
    firstByteMs: 12.35,
    totalMs: 34.57,
    msg: 'request',
  })
})

it('begins with level and time, and says what lies behind an error', () => {
  const facts = { level: 'warn', atMs: AT_MS, cause: 'Error ECONNRESET', frames: ['at "here"'] } as const
  const line = requestLine(recordOf(), facts)
  expect(line).toMatch(/^\{"level":"warn","time":"2026-11-29T12:00:00\.007Z","requestId"/)
  expect(JSON.parse(line)).toMatchObject({ cause: facts.cause, frames: facts.frames })
})

it('says nothing that a terminal would obey, and tells each record by itself', () => {
  const facts = { level: 'info', atMs: AT_MS } as const
  const odd = recordOf({ requestedModel: 'a\u009b\u202e"\\', why: '\u001b[2J', remedies: ['\u0085'] })
  const line = requestLine(odd, facts)
  expect(line).toMatch(/^[ -~]*\n$/)
  expect(JSON.parse(line)).toMatchObject({ requestedModel: odd.requestedModel, why: odd.why, remedies: odd.remedies })
  expect(JSON.parse(requestLine(recordOf(), facts))).not.toMatchObject({ requestedModel: odd.requestedModel })
})

it.each([
  '2026-11-29T12:00:00.000Z',
  '2026-11-29T12:00:00.999Z',
  '2026-11-29T12:00:01.000Z',
  '1999-12-31T23:59:59.050Z',
])('tells the time %s as a Date does', (time) => {
  expect(requestLine(recordOf(), { level: 'info', atMs: Date.parse(time) })).toContain(`"time":"${time}"`)
})

it('has nothing for what a record says to be undefined', () => {
  const record = recordOf({ firstByteMs: 1 })
  const line = requestLine({ ...record, hint: undefined } as unknown as typeof record, { level: 'info', atMs: AT_MS })
  expect(line).not.toContain('hint')
})
