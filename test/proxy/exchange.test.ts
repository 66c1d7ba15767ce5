import { expect, it } from 'vitest'
import { connectionOf, exceptionOf, lostOn } from '../../src/proxy/exchange.ts'
import { respond } from '../fixtures/respond.ts'

it.each([
  ['ValidationException', 'ValidationException'],
  ['ValidationException:http://internal.amazon.com/coral/com.amazon.bedrock/', 'ValidationException'],
])('an x-amzn-errortype of %s names the %s', (value, name) => {
  expect(exceptionOf(respond({ headers: { 'x-amzn-errortype': value } }))).toBe(name)
})

it('an answer without one names none', () => {
  expect(exceptionOf(respond())).toBe('')
})

it('What a lane knows of its connection goes along with its error', () => {
  const connection = { isReused: true, hasAnswered: false }
  expect(connectionOf(lostOn(new Error('lost'), connection))).toBe(connection)
  expect([connectionOf(new Error('other')), connectionOf('text')]).toEqual([{}, {}])
})
