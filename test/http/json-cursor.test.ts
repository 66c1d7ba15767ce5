import { expect, it } from 'vitest'
import { COLON, OPEN_BRACE, Scanner } from '../../src/http/json-cursor.ts'
import { MalformedJson } from '../../src/http/json-scanner.ts'

it('reads an object member by member, and tells where it stands', () => {
  const scanner = new Scanner(Buffer.from(' { "a\\u0062" : [1,{"x":"]"}] , "c":null } '))
  scanner.expect(OPEN_BRACE, 'is not a JSON object')
  expect([scanner.position, scanner.nextMember(true)]).toEqual([2, true])
  expect(scanner.readString()).toEqual({ start: 3, end: 12, value: 'ab' })
  scanner.expect(COLON, 'is not valid JSON')
  scanner.skipValue()
  expect(scanner.nextMember(false)).toBe(true)
  expect(scanner.readString().value).toBe('c')
  scanner.expect(COLON, 'is not valid JSON')
  scanner.skipValue()
  expect(scanner.nextMember(false)).toBe(false)
  expect(() => scanner.expectEnd()).not.toThrow()
})

it.each(['x', '"a', '01', ''])('does not read %j', (json) => {
  const scanner = new Scanner(Buffer.from(json))
  expect(() => {
    scanner.skipValue()
    scanner.expectEnd()
  }).toThrow(MalformedJson)
})
