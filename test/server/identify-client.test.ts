import { describe, expect, it } from 'vitest'
import { derivedKeyPair } from '../../src/aws/derived-key-pair.ts'
import type { IncomingRequest } from '../../src/http/dual-server.ts'
import { EMPTY_BODY } from '../../src/proxy/body.ts'
import { createClientCheck } from '../../src/server/identify-client.ts'

const TOKENS = [
  { name: 'laptop', token: 'one' },
  { name: 'ci', token: 'two' },
  { name: 'ci', token: 'three' },
]
const identify = createClientCheck(TOKENS)

describe('A client', () => {
  it.each([
    [{ authorization: 'Bearer one' }, 'laptop'],
    [{ authorization: 'bearer  two' }, 'ci'],
    [{ 'x-api-key': 'three' }, 'ci'],
    [{ authorization: 'Bearer something else', 'x-api-key': 'one' }, 'laptop'],
  ])('that shows %o is %s', (headers, name) => {
    const { client, checkBody, checkStream } = identify(requestWith(headers))
    expect(client).toBe(name)
    expect([checkBody(EMPTY_BODY), checkStream()]).toEqual([undefined, undefined])
  })

  it.each([
    {},
    { authorization: 'one' },
    { authorization: 'Bearer' },
    { authorization: 'Bearer ' },
    { authorization: 'Bearer one two' },
    { authorization: 'Basic one' },
    { 'x-api-key': '' },
    { 'x-api-key': 'one, two' },
    { 'x-api-key': derivedKeyPair('one').secretAccessKey },
    { 'x-token': 'one' },
  ])('that shows %o is refused', (headers) => {
    expect(() => identify(requestWith(headers))).toThrow(expect.objectContaining({ code: 'client-token' }))
  })

  it('is anybody where there are no tokens', () => {
    expect(createClientCheck([])(requestWith({})).client).toBeUndefined()
  })
})

function requestWith(headers: Readonly<Record<string, string>>): IncomingRequest {
  return { method: 'POST', url: '/', headers, rawHeaders: Object.entries(headers).flat() } as unknown as IncomingRequest
}
