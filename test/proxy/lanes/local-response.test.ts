import { expect, it } from 'vitest'
import { headersWithout, localResponse, withOtherBody } from '../../../src/proxy/lanes/local-response.ts'
import { readAll, respond } from '../../fixtures/respond.ts'

it('localResponse is JSON in one piece', () => {
  const response = localResponse(404, { a: 'é' }, { 'x-one': '1' })
  expect(readAll(response)).toEqual({ chunks: ['{"a":"é"}'], text: '{"a":"é"}', ending: 'end' })
  expect([response.status, response.header('content-length'), response.header('x-one')]).toEqual([404, '10', '1'])
  expect(response.header('1')).toBeUndefined()
})

it('withOtherBody keeps the status and the headers that are not about the body', () => {
  const headers = { 'Content-Type': 'a/b', 'X-One': '1', 'Content-Encoding': 'gzip', 'content-length': '99' }
  const response = withOtherBody(respond({ status: 429, headers, body: 'other' }), { b: 2 })
  expect(response).toMatchObject({ status: 429, statusText: 'Reason' })
  expect(response.headers).toEqual(['content-type', 'application/json', 'content-length', '7', 'X-One', '1'])
  expect(response.header('x-one')).toBe('1')
})

it('headersWithout leaves out names in whatever letters, never a value', () => {
  expect(headersWithout(['A', 'b', 'B', 'a', 'c', 'A'], ['a'])).toEqual(['B', 'a', 'c', 'A'])
})
