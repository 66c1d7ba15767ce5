import { describe, expect, it } from 'vitest'
import { modelPath, post } from '../fixtures/model-requests.ts'
import { exchangeRaw, parseRaw, rawRequest } from '../fixtures/raw-exchange.ts'
import { startPair, startProxyTo } from '../fixtures/start-pair.ts'
import { startUpstream } from '../fixtures/start-upstream.ts'

const OTHER_APIS: readonly (readonly [target: string, headers: readonly string[]])[] = [
  ['GET /', ['host: s3.amazonaws.com']],
  ['GET /', ['host: localhost']],
  ['GET /?Action=ListUsers&Version=2010-05-08', ['host: localhost']],
  ['POST /?Action=AssumeRole&RoleArn=arn%3Aaws%3Aiam%3A%3A1%3Arole%2Fx', ['host: localhost']],
  ['POST /', ['host: localhost', 'x-amz-target: DynamoDB_20120810.ListTables']],
  ['PUT /bucket/key', ['host: localhost']],
  ['GET http://s3.amazonaws.com/bucket', ['host: localhost']],
  ['GET http://169.254.169.254/latest/meta-data/', ['host: localhost']],
  ['CONNECT sts.amazonaws.com:443', ['host: localhost']],
  ['POST /custom-models', ['host: localhost']],
  ['DELETE /inference-profiles/abc', ['host: localhost']],
  ['POST /inference-profiles', ['host: localhost']],
  ['PUT /guardrails/abc', ['host: localhost']],
  ['POST /logging/modelinvocations', ['host: localhost']],
  [`GET ${modelPath('converse')}`, ['host: localhost']],
  [`POST ${modelPath('delete')}`, ['host: localhost']],
]

describe('T4: only operations of the table are signed and sent, to Bedrock alone', () => {
  it.each(OTHER_APIS)('so %s with %j goes nowhere', async (target, headers) => {
    const { proxy, simulator } = await startPair()
    const answer = await exchangeRaw(proxy.url, rawRequest(target, headers))
    if (answer !== '') expect(parseRaw(answer).status).toBeGreaterThanOrEqual(400)
    expect(simulator.requests).toEqual([])
  })

  it.each(['converse', 'converse-stream', 'invoke'])(
    'and no redirect of an upstream is followed by %s',
    async (operation) => {
      const elsewhere = await startUpstream((socket) => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n'))
      const upstream = await startUpstream((socket) =>
        socket.end(`HTTP/1.1 307 Temporary Redirect\r\nlocation: ${elsewhere.url}/\r\ncontent-length: 0\r\n\r\n`),
      )
      const proxy = await startProxyTo(upstream.url)
      const init = { method: 'POST', body: '{}', headers: { 'content-type': 'application/json' } }
      const answer = await fetch(proxy.url + modelPath(operation), { ...init, redirect: 'manual' })
      expect([answer.status, answer.headers.get('location')]).toEqual([424, null])
      expect(elsewhere.connections()).toBe(0)
    },
  )

  it('nor one of a request that names no model', async () => {
    const elsewhere = await startUpstream((socket) => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n'))
    const upstream = await startUpstream((socket) =>
      socket.end(`HTTP/1.1 302 Found\r\nlocation: ${elsewhere.url}/\r\ncontent-length: 0\r\n\r\n`),
    )
    const proxy = await startProxyTo(upstream.url)
    const answer = await fetch(`${proxy.url}/async-invoke`, { redirect: 'manual' })
    expect([answer.status, answer.headers.get('location')]).toEqual([424, null])
    expect(elsewhere.connections()).toBe(0)
  })

  it('and what is sent is signed for the service bedrock, whatever the client has signed for', async () => {
    const { proxy, simulator } = await startPair()
    const authorization = `AWS4-HMAC-SHA256 Credential=AKID/20261122/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=${'0'.repeat(64)}`
    expect((await post(proxy.url, modelPath('converse'), '{}', { authorization })).status).toBe(200)
    expect(simulator.requests).toMatchObject([{ signature: 'verified' }])
    expect(simulator.requests[0]?.headers.join('\n')).toContain('/eu-central-1/bedrock/aws4_request')
  })
})
