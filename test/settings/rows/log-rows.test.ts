import { expect, it } from 'vitest'
import { LOG_ROWS } from '../../../src/settings/rows/log-rows.ts'

it('takes the levels and forms of the log that its help names', () => {
  const { logLevel, logFormat } = LOG_ROWS
  expect(['trace', 'silent'].map((level) => logLevel.schema.safeParse(level).data)).toEqual(['trace', 'silent'])
  expect(logFormat.schema.safeParse('xml').success).toBe(false)
})
