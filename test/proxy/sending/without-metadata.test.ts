import { describe, expect, it } from 'vitest'
import type { UpstreamRequest } from '../../../src/proxy/exchange.ts'
import { WITHOUT_METADATA } from '../../../src/proxy/sending/without-metadata.ts'
import { bytesOf } from '../../fixtures/bytes-of.ts'
import { type Script, scriptBedrock } from '../../fixtures/scripted-bedrock.ts'

const INVOKE = '/model/anthropic.claude-sonnet-4-6/invoke'
const HEADER = 'x-amzn-bedrock-request-metadata'
const HOUR_MS = 60 * 60_000
const METADATA = ['client'] as const
const refusal = (message: string) => ({ status: 400, body: JSON.stringify({ message }) })

/** Bedrock that refuses metadata wherever it stands. */
const says: Script['says'] = (_id, _send, { headers, body }) =>
  HEADER in headers || bytesOf(body).includes('requestMetadata')
    ? refusal("1 validation error detected: Value at 'requestMetadata' failed to satisfy constraint")
    : undefined

describe('Metadata of the proxy that Bedrock refuses', () => {
  it.each<[string, Partial<Script>]>([
    ['in a header', { target: INVOKE, body: '{}' }],
    ['in a body', { body: '{"messages":[]}' }],
  ])('%s costs nobody an answer, and is left out for an hour', async (_, asked) => {
    const bedrock = scriptBedrock({ ...asked, metadata: METADATA, says })
    expect(await bedrock.call()).toMatchObject({ status: 200, attempts: 2, remedies: ['without-metadata'] })
    expect(bedrock.requests.map(hasMetadata)).toEqual([true, false])
    expect(bytesOf((bedrock.requests[1] as UpstreamRequest).body).toString()).toBe(asked.body)
    bedrock.advance(HOUR_MS - 1)
    expect(await bedrock.call()).toMatchObject({ attempts: 1, remedies: [] })
    bedrock.advance(1)
    expect(await bedrock.call()).toMatchObject({ attempts: 2 })
  })

  it('in words of a missing member goes as well, before any repair', async () => {
    const words: Script['says'] = (_id, _send, request) =>
      hasMetadata(request) ? refusal('requestMetadata: Extra inputs are not permitted') : undefined
    const bedrock = scriptBedrock({ body: '{"messages":[]}', metadata: METADATA, says: words })
    expect(await bedrock.call()).toMatchObject({ status: 200, attempts: 2, remedies: ['without-metadata'] })
  })
})

describe('Metadata that a client has brought', () => {
  it.each<[string, Partial<Script>]>([
    ['in a header', { target: INVOKE, body: '{}', headers: { [HEADER]: '{}' } }],
    ['in a body', { body: '{"requestMetadata":{"team":"a"}}' }],
  ])('%s is for Bedrock to judge', async (_, asked) => {
    const bedrock = scriptBedrock({ ...asked, metadata: METADATA, says })
    expect(await bedrock.call()).toMatchObject({ status: 400, attempts: 1, remedies: [] })
  })
})

it.each(["Value at 'requestMetadata' failed", 'the request-metadata header is too long', 'RequestMetadata'])(
  'A refusal is known by %j',
  (text) => {
    expect(WITHOUT_METADATA.words?.match(text, {} as never)).toBe(true)
    expect(WITHOUT_METADATA.words?.match('metadata.user_id: Extra inputs are not permitted', {} as never)).toBe(false)
  },
)

function hasMetadata({ headers, body }: UpstreamRequest): boolean {
  return HEADER in headers || bytesOf(body).includes('requestMetadata')
}
