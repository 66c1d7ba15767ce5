import { expect, it } from 'vitest'
import { LISTENING_ROWS } from '../../../src/settings/rows/listening-rows.ts'

it.each(['relative.sock', 'C:/pipe', '', '/a\0b'])('A socket is not %j, for its path is absolute', (path) => {
  expect(LISTENING_ROWS.socket.schema.safeParse(path).success).toBe(false)
})

it('--insecure-no-client-auth is a switch', () => {
  const { schema } = LISTENING_ROWS.insecureNoClientAuth
  expect(['true', 'false'].map((word) => schema.safeParse(word).data)).toEqual([true, false])
  expect([schema.safeParse('yes').success, 'placeholder' in LISTENING_ROWS.insecureNoClientAuth]).toEqual([
    false,
    false,
  ])
})
