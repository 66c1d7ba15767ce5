import type { ServerHttp2Stream } from 'node:http2'
import { expect, it, onTestFinished } from 'vitest'
import { connectAws } from '../../../src/aws/connect-aws.ts'
import { Departure } from '../../../src/http/client-presence.ts'
import { createBidirectionalParts } from '../../../src/proxy/both-ways/bidirectional-parts.ts'
import { openEventStream } from '../../fixtures/event-client.ts'
import { CREDENTIALS } from '../../fixtures/start-frankfurt.ts'
import { startHttp2Upstream } from '../../fixtures/start-http2-upstream.ts'

it('A stream is signed for its Region and carried over its HTTP/2 connections', async () => {
  const upstream = await startHttp2Upstream((stream) =>
    stream.respond({ ':status': 403, 'x-amzn-errortype': 'ExpiredTokenException' }, { endStream: true }),
  )
  const aws = connectAws({
    bearerToken: undefined,
    loadCredentials: async () => CREDENTIALS,
  })
  onTestFinished(() => aws.close())
  const endpoint = new URL(upstream.url)
  const regional = aws.inRegion({ region: 'eu-north-1', runtime: endpoint, controlPlane: endpoint })
  const { authenticate, lane } = createBidirectionalParts(regional, { maxBodyBytes: 1000, idleTimeoutMs: 10_000 })
  const request = { method: 'POST', host: 'bedrock.example', path: '/', query: [], headers: {} }
  const { headers, signEvent } = await authenticate(request)
  expect(headers.authorization).toContain('/eu-north-1/bedrock/aws4_request')
  const incoming = { stream: await acceptedStream(), onBytes: () => undefined, hold: () => undefined }
  const signed = { method: 'POST', target: '/', host: request.host, headers, signEvent, incoming }
  expect((await lane(signed, new Departure())).status).toBe(403)
})

/** A stream as a server sees it. */
async function acceptedStream(): Promise<ServerHttp2Stream> {
  const accepted: ServerHttp2Stream[] = []
  const { url } = await startHttp2Upstream((stream) => accepted.push(stream))
  openEventStream(url)
  await expect.poll(() => accepted).toHaveLength(1)
  return accepted[0] as ServerHttp2Stream
}
