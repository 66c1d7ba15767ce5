import { describe, expect, it } from 'vitest'
import { createStreamSigV4, refuseStream } from '../../src/aws/authenticate-stream.ts'
import type { Credentials } from '../../src/aws/credentials.ts'
import { authenticateStream } from '../../src/simulator/authenticate.ts'
import { createEventVerifier } from '../../src/simulator/verify-events.ts'

const REGION = 'eu-north-1'
const REQUEST = {
  method: 'POST',
  host: 'bedrock.example',
  path: '/model/amazon.nova-2-sonic-v1%3A0/invoke-with-bidirectional-stream',
  query: [],
  headers: { 'content-type': 'application/vnd.amazon.eventstream' },
}

/** The request as a judge with signature code of its own sees it. */
function onTheWire(headers: Record<string, string>) {
  const all = { host: REQUEST.host, ...REQUEST.headers, ...headers }
  return { method: REQUEST.method, target: REQUEST.path, headers: Object.entries(all).flat(), body: Buffer.alloc(0) }
}

describe('createStreamSigV4', () => {
  it('opens a stream whose head and events hold before a judge with code of its own', async () => {
    const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret', sessionToken: 'SESSION' }
    const source = { get: async () => credentials, invalidate: () => undefined }
    const { headers, signEvent } = await createStreamSigV4(REGION, source)(REQUEST)
    expect(headers).toMatchObject({
      'x-amz-content-sha256': 'STREAMING-AWS4-HMAC-SHA256-EVENTS',
      'x-amz-security-token': 'SESSION',
    })
    const { seed } = authenticateStream(onTheWire(headers), { region: REGION, credentials }, new Date())
    const verify = createEventVerifier(seed, { region: REGION, credentials })
    for (const text of ['one', 'two', '']) {
      expect(verify(Buffer.from(signEvent(Buffer.from(text))), new Date()).toString()).toBe(text)
    }
  })

  it('goes on with the credentials that it began with when others take their place', async () => {
    const first = { accessKeyId: 'AKIDONE', secretAccessKey: 'one' }
    let current: Credentials = first
    const source = { get: async () => current, invalidate: () => undefined }
    const { headers, signEvent } = await createStreamSigV4(REGION, source)(REQUEST)
    current = { accessKeyId: 'AKIDTWO', secretAccessKey: 'two' }
    const { seed } = authenticateStream(onTheWire(headers), { region: REGION, credentials: first }, new Date())
    const verify = createEventVerifier(seed, { region: REGION, credentials: first })
    expect(verify(Buffer.from(signEvent(Buffer.from('still'))), new Date()).toString()).toBe('still')
  })
})

it('refuseStream says that an API key will not do', async () => {
  await expect(refuseStream()).rejects.toMatchObject({
    code: 'credentials-required',
    message: expect.stringContaining('AWS_BEARER_TOKEN_BEDROCK'),
  })
})
