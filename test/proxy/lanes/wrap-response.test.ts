import { expect, it } from 'vitest'
import { localResponse, withOtherBody, wrapResponse } from '../../../src/proxy/lanes/wrap-response.ts'
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

it('wrapResponse leaves out names in whatever letters, never a value, and puts others in their place', () => {
  const headers = { A: 'b', b: 'A', c: 'a', a: 'd' }
  const response = wrapResponse(respond({ status: 206, headers, body: 'same' }), {
    headers: { a: undefined, c: 'new' },
  })
  expect(response).toMatchObject({ status: 206, statusText: 'Reason', headers: ['c', 'new', 'b', 'A'] })
  expect([response.header('a'), response.header('b'), response.header('c')]).toEqual([undefined, 'A', 'new'])
  expect(readAll(response)).toMatchObject({ text: 'same', ending: 'end' })
})

it('A body of ours is taken once', () => {
  const response = localResponse(200, {})
  readAll(response)
  expect(() => readAll(response)).toThrow('taken before')
})
