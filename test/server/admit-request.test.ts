import { describe, expect, it } from 'vitest'
import type { IncomingRequest } from '../../src/http/dual-server.ts'
import { readRequestHead } from '../../src/http/request-head.ts'
import { type AdmissionPolicy, admitRequest } from '../../src/server/admit-request.ts'
import { createClientCheck } from '../../src/server/identify-client.ts'

const OPEN: AdmissionPolicy = {
  allowHosts: ['bedrock.internal'],
  identifyClient: createClientCheck([]),
  viaName: 'proxy-1',
}
const HOST: [string, string] = ['host', '127.0.0.1:8223']

describe('A Host', () => {
  it.each([
    '127.0.0.1',
    '127.0.0.1:8223',
    '127.9.9.9',
    'localhost',
    'LocalHost:8223',
    '[::1]',
    '[::1]:8223',
    'bedrock.internal',
    'BEDROCK.internal:80',
  ])('%s is let in', (host) => {
    expect(() => admit([['Host', host]])).not.toThrow()
  })

  it.each([
    'example.com',
    '127.0.0.1.example.com',
    'localhost.example.com',
    '128.0.0.1',
    '0.0.0.0',
    '127.0.0.1@example.com',
    '127.0.0.1:8223/path',
    '127.0.0.1:123456',
    '::1',
    '[::2]',
    'a.bedrock.internal',
    ' ',
    '',
  ])('%j is refused', (host) => {
    expect(refusalOf([['host', host]])).toBe('foreign-host')
  })

  it('is wanted once', () => {
    expect(refusalOf([])).toBe('foreign-host')
    expect(refusalOf([HOST, HOST])).toBe('foreign-host')
    expect(refusalOf([HOST, ['HOST', 'example.com']])).toBe('foreign-host')
  })

  it('may stand beside an equal :authority under HTTP/2, and no other', () => {
    expect(() => admit([[':authority', 'localhost']], 2)).not.toThrow()
    expect(() =>
      admit(
        [
          [':authority', 'localhost'],
          ['host', 'localhost'],
        ],
        2,
      ),
    ).not.toThrow()
    expect(
      refusalOf(
        [
          [':authority', 'localhost'],
          ['host', 'example.com'],
        ],
        2,
      ),
    ).toBe('foreign-host')
    expect(refusalOf([[':authority', 'example.com']], 2)).toBe('foreign-host')
  })
})

describe('A web page', () => {
  it.each([
    ['origin', 'https://example.com'],
    ['origin', 'null'],
    ['origin', ''],
    ['origin', 'http://127.0.0.1:3000'],
    ['origin', 'https://127.0.0.1:8223'],
    ['sec-fetch-site', 'cross-site'],
    ['sec-fetch-site', 'same-site'],
  ])('is refused by its %s: %s', (name, value) => {
    expect(refusalOf([HOST, [name, value]])).toBe('foreign-origin')
  })

  it.each([
    ['origin', 'http://127.0.0.1:8223'],
    ['sec-fetch-site', 'none'],
    ['sec-fetch-site', 'same-origin'],
  ])(
    'of the proxy itself is let in to its own data, and nowhere else but where a person asks: %s: %s',
    (name, value) => {
      expect(() => admit([HOST, [name, value]], 1, { ...OPEN, welcome: 'own-page' })).not.toThrow()
      expect(refusalOf([HOST, [name, value]])).toBe(value === 'none' ? 'admitted' : 'foreign-origin')
    },
  )

  it.each([
    ['origin', 'https://example.com'],
    ['origin', 'null'],
    ['origin', 'http://127.0.0.1:3000'],
    ['sec-fetch-site', 'cross-site'],
    ['sec-fetch-site', 'same-site'],
  ])('of elsewhere does not get at the data of the proxy: %s: %s', (name, value) => {
    expect(refusalOf([HOST, [name, value]], 1, { ...OPEN, welcome: 'own-page' })).toBe('foreign-origin')
  })
})

describe('A link that a person follows', () => {
  const link: Headers = [HOST, ['sec-fetch-site', 'cross-site'], ['sec-fetch-mode', 'navigate']]

  it('opens what welcomes links, in a tab of its own', () => {
    const headers: Headers = [...link, ['sec-fetch-dest', 'document']]
    expect(() => admit(headers, 1, { ...OPEN, welcome: 'link' })).not.toThrow()
    expect(refusalOf(headers, 1, { ...OPEN, welcome: 'own-page' })).toBe('foreign-origin')
    expect(refusalOf(headers)).toBe('foreign-origin')
  })

  it.each(['iframe', 'frame', 'object', 'embed', 'empty', 'script', 'image'])(
    'opens nothing in a page: %s',
    (destination) => {
      expect(refusalOf([...link, ['sec-fetch-dest', destination]], 1, { ...OPEN, welcome: 'link' })).toBe(
        'foreign-origin',
      )
    },
  )

  it('is no form that is sent: that has an origin', () => {
    const headers: Headers = [...link, ['sec-fetch-dest', 'document'], ['origin', 'https://example.com']]
    expect(refusalOf(headers, 1, { ...OPEN, welcome: 'link' })).toBe('foreign-origin')
  })
})

describe('A media type', () => {
  it.each([
    'application/json',
    'Application/JSON; charset=utf-8',
    'application/octet-stream',
    'application/vnd.amazon.eventstream',
  ])('%s is let in', (type) => {
    expect(() => admit([HOST, ['content-type', type]])).not.toThrow()
  })

  it.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/jsonx',
    '',
  ])('%j is refused', (type) => {
    expect(refusalOf([HOST, ['content-type', type]])).toBe('unsupported-media-type')
  })
})

describe('The client token', () => {
  const guarded: AdmissionPolicy = {
    ...OPEN,
    identifyClient: createClientCheck([{ name: 'laptop', token: 'token-1' }]),
  }

  it.each([
    ['x-api-key', 'token-1'],
    ['authorization', 'Bearer token-1'],
    ['authorization', 'bearer token-1'],
  ])('is taken from %s: %s', (name, value) => {
    expect(() => admit([HOST, [name, value]], 1, guarded)).not.toThrow()
  })

  it.each([
    ['x-api-key', 'token-2'],
    ['x-api-key', ''],
    ['x-api-key', 'token-1 '],
    ['authorization', 'Basic token-1'],
    ['authorization', 'Bearer'],
    ['authorization', 'token-1'],
    ['x-token', 'token-1'],
  ])('is missed in %s: %j', (name, value) => {
    expect(refusalOf([HOST, [name, value]], 1, guarded)).toBe('client-token')
  })

  it('names its client', () => {
    const request = requestOf([HOST, ['x-api-key', 'token-1']])
    expect(admitRequest(request, readRequestHead(request), guarded).client).toBe('laptop')
    expect(admitRequest(request, readRequestHead(request), OPEN).client).toBeUndefined()
  })

  it('is asked for only after everything that tells of a web page', () => {
    expect(refusalOf([HOST, ['origin', 'null']], 1, guarded)).toBe('foreign-origin')
  })
})

describe('A request that comes back', () => {
  it.each(['1.1 proxy-1', '1.1 other, 1.1 proxy-1', '1.1 proxy-1 (comment), 2 other'])('by its via: %s', (via) => {
    expect(refusalOf([HOST, ['via', via]])).toBe('request-loop')
  })

  it.each(['1.1 other', '1.1 proxy-10', ''])('is not taken for one with via: %s', (via) => {
    expect(() => admit([HOST, ['via', via]])).not.toThrow()
  })
})

describe('A unix socket', () => {
  const onSocket: AdmissionPolicy = { ...OPEN, allowHosts: 'any' }

  it('is reached under any name', () => {
    expect(() => admit([['host', 'bedrock']], 1, onSocket)).not.toThrow()
  })

  it('wants one valid Host all the same, and serves no web page', () => {
    expect(refusalOf([], 1, onSocket)).toBe('foreign-host')
    expect(refusalOf([['host', 'a/b']], 1, onSocket)).toBe('foreign-host')
    expect(
      refusalOf(
        [
          ['host', 'bedrock'],
          ['origin', 'https://example.com'],
        ],
        1,
        onSocket,
      ),
    ).toBe('foreign-origin')
  })
})

type Headers = readonly (readonly [string, string])[]

function admit(headers: Headers, httpVersionMajor = 1, policy = OPEN): void {
  const request = requestOf(headers, httpVersionMajor)
  admitRequest(request, readRequestHead(request), policy)
}

function requestOf(headers: Headers, httpVersionMajor = 1): IncomingRequest {
  const byName = Object.fromEntries(headers.map(([name, value]) => [name.toLowerCase(), value]))
  return { headers: byName, rawHeaders: headers.flat(), httpVersionMajor } as IncomingRequest
}

function refusalOf(...given: Parameters<typeof admit>): unknown {
  try {
    admit(...given)
    return 'admitted'
  } catch (error) {
    return (error as { code?: string }).code
  }
}
