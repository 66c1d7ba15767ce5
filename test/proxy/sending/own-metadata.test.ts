import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bodyOf, unhashedBody } from '../../../src/proxy/body.ts'
import type { UpstreamRequest } from '../../../src/proxy/exchange.ts'
import { OwnMetadata, ownMetadata } from '../../../src/proxy/sending/own-metadata.ts'
import { arbitraryMembers, arbitraryObject, damaged } from '../../fixtures/arbitrary-json.ts'
import { bytesOf } from '../../fixtures/bytes-of.ts'
import { checkAsyncProperty } from '../../fixtures/check-property.ts'

const METADATA = { client: 'laptop', session: 's-1' }
const ADDED = '"requestMetadata":{"client":"laptop","session":"s-1"}'

describe('Metadata in a body', () => {
  it.each([
    ['{"messages":[]}', `{${ADDED},"messages":[]}`],
    [' {\n "messages" : [ ] } ', ` {${ADDED},\n "messages" : [ ] } `],
    ['{}', `{${ADDED}}`],
    ['{ }', `{${ADDED} }`],
    ['{"a":{"requestMetadata":{}}}', `{${ADDED},"a":{"requestMetadata":{}}}`],
    ['{"a":"\\"requestMetadata\\":{}"}', `{${ADDED},"a":"\\"requestMetadata\\":{}"}`],
  ])('of %s stands before the first member', async (text, expected) => {
    const { request, metadata } = await added(text)
    expect([textOf(request), metadata.isAdded]).toEqual([expected, true])
    expect(request.body.sha256).toBe(createHash('sha256').update(expected).digest('hex'))
  })

  it.each([
    '{"requestMetadata":{"team":"a"}}',
    '{"messages":[],"requestMetadata":{}}',
    '{"messages":[],"requestMetadata":null}',
    '{"requestMetadata":"x"}',
    '{"request\\u004detadata":{}}',
    '{"RequestMetadata":{}}',
    '{"REQUESTMETADATA":"x"}',
    '{"requestMetada\\u0074a":{},"requestMetadata":{}}',
    '[]',
    '',
    'null',
    '{"messages":[]',
    '{"messages":[]}}',
    '{"messages":[],}',
    '\ufeff{"messages":[]}',
  ])('is not put into %j, which stays the same object', async (text) => {
    const { request, metadata, plain } = await added(text)
    expect(request.body).toBe(plain.body)
    expect(metadata.isAdded).toBe(false)
  })

  it('is read and hashed once, however often a request is sent', async () => {
    const metadata = new OwnMetadata(METADATA)
    const plain = requestWith('{"messages":[]}')
    const first = await metadata.addTo(plain, 'body')
    const second = await metadata.addTo({ ...plain, path: '/other' }, 'body')
    expect(second.body).toBe(first.body)
    const other = await metadata.addTo(requestWith('{"a":1}'), 'body')
    expect(textOf(other)).toBe(`{${ADDED},"a":1}`)
  })

  it('goes into a long body in pieces, and every byte of it stays', async () => {
    const long = `{"a":"${'x'.repeat(3 * 1024 * 1024)}","b":1}`
    const bytes = Buffer.from(long)
    const chunks = [bytes.subarray(0, 1), bytes.subarray(1, 1_000_000), bytes.subarray(1_000_000)]
    const request = await new OwnMetadata(METADATA).addTo({ ...requestWith(''), body: unhashedBody(chunks) }, 'body')
    const expected = `{${ADDED},${long.slice(1)}`
    expect(textOf(request) === expected).toBe(true)
    expect(request.body.byteLength).toBe(expected.length)
    expect(request.body.sha256).toBe(createHash('sha256').update(expected).digest('hex'))
  })

  it('leaves whatever else is there, and is there once, or nothing is touched', async () => {
    const written = arbitraryObject(arbitraryMembers('requestMetadata')).map(({ text }) => Buffer.from(text))
    const cases = fc.oneof(written, damaged(written.map((bytes) => bytes.toString('utf8'))))
    await checkAsyncProperty(
      fc.asyncProperty(cases, async (bytes) => {
        const { request, metadata } = await added(bytes)
        const sent = bytesOf(request.body)
        if (!metadata.isAdded) {
          expect(sent.equals(bytes)).toBe(true)
          return
        }
        const without = sent.toString('latin1').replace(new RegExp(`${ADDED},?`), '')
        expect(without).toBe(bytes.toString('latin1'))
        const parsed = parse(bytes)
        if (!parsed) return
        expect(Object.keys(parsed)).not.toContain('requestMetadata')
        expect(parse(sent)).toEqual({ ...parsed, requestMetadata: METADATA })
      }),
    )
  })

  it('goes into every object that has none, in whatever way that is written', async () => {
    const written = arbitraryObject(arbitraryMembers('requestMetadata'))
    const isFree = (text: string) => !Object.keys(JSON.parse(text)).some((key) => /^requestmetadata$/i.test(key))
    await checkAsyncProperty(
      fc.asyncProperty(written, async ({ text }) => {
        fc.pre(isFree(text))
        expect((await added(text)).metadata.isAdded).toBe(true)
      }),
    )
  })
})

describe('Metadata in a header', () => {
  it('is the JSON of it, and the body is not looked at', () => {
    const metadata = new OwnMetadata(METADATA)
    const plain = requestWith('{"messages":[]}')
    const request = metadata.addTo(plain, 'header') as UpstreamRequest
    expect(request.headers).toEqual({
      accept: 'x',
      'x-amzn-bedrock-request-metadata': '{"client":"laptop","session":"s-1"}',
    })
    expect([request.body === plain.body, metadata.isAdded, plain.headers]).toEqual([true, true, { accept: 'x' }])
  })

  it.each(['{"team":"a"}', '', 'no JSON'])('is not put beside %j, which a client has brought', (brought) => {
    const metadata = new OwnMetadata(METADATA)
    const plain = { ...requestWith('{}'), headers: { 'x-amzn-bedrock-request-metadata': brought } }
    expect(metadata.addTo(plain, 'header')).toBe(plain)
    expect(metadata.isAdded).toBe(false)
  })
})

it('Where an operation takes none, a request stays what it is', () => {
  const metadata = new OwnMetadata(METADATA)
  const plain = requestWith('{}')
  expect([metadata.addTo(plain, 'nowhere') === plain, metadata.isAdded]).toEqual([true, false])
})

it('There is none where nothing is wanted, or nothing is known', () => {
  expect(ownMetadata([], 'laptop', {})).toBeUndefined()
  expect(ownMetadata(['session'], 'laptop', {})).toBeUndefined()
  expect(ownMetadata(['client'], 'laptop', {})).toBeInstanceOf(OwnMetadata)
})

function requestWith(body: string | Buffer): UpstreamRequest {
  return { method: 'POST', path: '/x', query: [], headers: { accept: 'x' }, body: bodyOf([Buffer.from(body)]) }
}

async function added(body: string | Buffer) {
  const metadata = new OwnMetadata(METADATA)
  const plain = requestWith(body)
  return { metadata, plain, request: await metadata.addTo(plain, 'body') }
}

const textOf = ({ body }: UpstreamRequest) => bytesOf(body).toString('utf8')

function parse(bytes: Buffer): object | undefined {
  try {
    const value = JSON.parse(bytes.toString('utf8'))
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined
  } catch {
    return undefined
  }
}
