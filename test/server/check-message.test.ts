import type { ServerResponse } from 'node:http'
import { describe, expect, it } from 'vitest'
import type { IncomingRequest } from '../../src/http/dual-server.ts'
import { checkMessage, MAX_HEADER_BYTES, MAX_HEADER_FIELDS } from '../../src/server/check-message.ts'

const HOST = ['host', '127.0.0.1']

describe('A message', () => {
  it.each<[string, Partial<IncomingRequest>]>([
    ['of HTTP/1.1', {}],
    ['of HTTP/1.0', { httpVersion: '1.0' }],
    ['in chunks', { headers: { 'transfer-encoding': 'Chunked' } }],
    ['with a content-length', { headers: { 'content-length': '2' } }],
    ['with a target that names its Host', { url: 'http://127.0.0.1/a' }],
    ['that expects 100-continue', { headers: { expect: '100-Continue' } }],
    ['with as many headers as may be', { rawHeaders: [...HOST, ...fields(MAX_HEADER_FIELDS - 1, 'x')] }],
  ])('%s is let through, and its connection lives on', (_, message) => {
    const response = responseOf()
    checkMessage(requestOf(message), response)
    expect(response.shouldKeepAlive).toBe(true)
  })

  it.each<[string, Partial<IncomingRequest>, string]>([
    ['of HTTP/0.9', { httpVersion: '0.9' }, 'malformed-request'],
    ['of HTTP/2 that did not come in frames', { httpVersion: '2.0' }, 'malformed-request'],
    ['with an empty header name', { rawHeaders: [...HOST, '', 'x'] }, 'malformed-request'],
    ['with a space in a header name', { rawHeaders: [...HOST, 'x ', 'x'] }, 'malformed-request'],
    ['with another transfer coding', { headers: { 'transfer-encoding': 'gzip, chunked' } }, 'malformed-request'],
    ['with two codings', { headers: { 'transfer-encoding': 'identity, chunked' } }, 'malformed-request'],
    [
      'with chunks in HTTP/1.0',
      { httpVersion: '1.0', headers: { 'transfer-encoding': 'chunked' } },
      'malformed-request',
    ],
    ['with two framings', { headers: { 'transfer-encoding': 'chunked', 'content-length': '2' } }, 'malformed-request'],
    ['without a Host', { rawHeaders: [] }, 'malformed-request'],
    ['with two Hosts', { rawHeaders: [...HOST, ...HOST] }, 'malformed-request'],
    ['whose target contradicts its Host', { url: 'http://localhost/a' }, 'malformed-request'],
    ['that expects something else', { headers: { expect: '100-continue, x' } }, 'expectation-failed'],
    ['that asks for a WebSocket', { method: 'GET', headers: { upgrade: 'WebSocket' } }, 'websocket-refused'],
    ['with too many headers', { rawHeaders: [...HOST, ...fields(MAX_HEADER_FIELDS, 'x')] }, 'headers-too-large'],
    ['with too large headers', { rawHeaders: [...HOST, 'x', 'y'.repeat(MAX_HEADER_BYTES)] }, 'headers-too-large'],
  ])('%s is refused, and its connection ends with the answer', (_, message, code) => {
    const response = responseOf()
    expect(() => checkMessage(requestOf(message), response)).toThrow(expect.objectContaining({ code }))
    expect(response.shouldKeepAlive).toBe(false)
  })
})

function requestOf(message: Partial<IncomingRequest>): IncomingRequest {
  const plain = { httpVersion: '1.1', httpVersionMajor: 1, url: '/', headers: {}, rawHeaders: HOST }
  return { ...plain, ...message } as IncomingRequest
}

function responseOf(): ServerResponse {
  return { shouldKeepAlive: true } as ServerResponse
}

function fields(count: number, value: string): string[] {
  return Array.from({ length: count }, (_, i) => [`x${i}`, value]).flat()
}
