import type { ServerHttp2Stream } from 'node:http2'
import { expect, it, onTestFinished } from 'vitest'
import { connectAws } from '../../src/aws/connect-aws.ts'
import { Departure } from '../../src/http/client-presence.ts'
import { createBidirectionalParts } from '../../src/proxy/bidirectional-parts.ts'
import { openEventStream } from '../fixtures/event-client.ts'
import { CREDENTIALS } from '../fixtures/start-frankfurt.ts'
import { startHttp2Upstream } from '../fixtures/start-http2-upstream.ts'

it('Credentials that AWS calls expired are read anew for the next stream', async () => {
  const upstream = await startHttp2Upstream((stream) =>
    stream.respond({ ':status': 403, 'x-amzn-errortype': 'ExpiredTokenException' }, { endStream: true }),
  )
  let loads = 0
  const aws = connectAws({
    region: 'eu-north-1',
    profile: undefined,
    runtime: new URL(upstream.url),
    controlPlane: new URL(upstream.url),
    bearerToken: undefined,
    loadCredentials: async () => ({ ...CREDENTIALS, accessKeyId: `AKID${++loads}` }),
    caBundle: undefined,
  })
  onTestFinished(() => aws.close())
  const { authenticate, lane } = createBidirectionalParts(aws, { maxBodyBytes: 1000, idleTimeoutMs: 10_000 })
  for (const expected of ['AKID1', 'AKID2']) {
    const request = { method: 'POST', host: 'bedrock.example', path: '/', query: [], headers: {} }
    const { headers, signEvent } = await authenticate(request)
    expect(headers.authorization).toContain(expected)
    const incoming = { stream: await acceptedStream(), onBytes: () => undefined }
    const signed = { method: 'POST', target: '/', host: request.host, headers, signEvent, incoming }
    expect((await lane(signed, new Departure())).status).toBe(403)
  }
})

/** A stream as a server sees it. */
async function acceptedStream(): Promise<ServerHttp2Stream> {
  const accepted: ServerHttp2Stream[] = []
  const { url } = await startHttp2Upstream((stream) => accepted.push(stream))
  openEventStream(url)
  await expect.poll(() => accepted).toHaveLength(1)
  return accepted[0] as ServerHttp2Stream
}
