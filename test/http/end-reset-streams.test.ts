import { once } from 'node:events'
import type { ServerHttp2Stream } from 'node:http2'
import { connect } from 'node:net'
import { expect, it, onTestFinished } from 'vitest'
import type { IncomingRequest, OutgoingResponse } from '../../src/http/dual-server.ts'
import {
  DATA,
  END_HEADERS,
  END_STREAM,
  frame,
  HEADERS,
  headerBlock,
  PREFACE,
  RST_STREAM,
  SETTINGS,
  uint32,
} from '../conformance/http2-frames.ts'
import { startDualServer } from '../fixtures/start-dual-server.ts'

const HELLO = Buffer.concat([PREFACE, frame(SETTINGS, 0, 0)])
const HEAD = headerBlock([
  [':method', 'POST'],
  [':scheme', 'http'],
  [':path', '/'],
  [':authority', '127.0.0.1'],
])
const WHOLE_REQUEST = frame(HEADERS, END_HEADERS | END_STREAM, 1, HEAD)
const HALF_REQUEST = Buffer.concat([frame(HEADERS, END_HEADERS, 1, HEAD), frame(DATA, 0, 1, '{"half')])
const NO_ERROR = frame(RST_STREAM, 0, 1, uint32(0))
const CANCEL = frame(RST_STREAM, 0, 1, uint32(8))

type Handler = (request: IncomingRequest, response: OutgoingResponse) => void

const HANDLERS: readonly [how: string, handler: Handler][] = [
  ['answered at once', (_, response) => void response.end('an answer')],
  ['read and not answered', (request) => void request.resume()],
  ['neither read nor answered', () => undefined],
]

describeResets('in one piece with its request', (client, request, reset) => client.send(HELLO, request, reset))
describeResets('behind its request', async (client, request, reset) => {
  client.send(HELLO, request)
  await client.stream
  client.send(reset)
})

it('tells whoever reads half a body that it was cut off, and not first that it has ended', async () => {
  const told: string[] = []
  const client = await startClient((request) => {
    for (const event of ['end', 'close']) request.on(event, () => told.push(event))
    request.once('data', () => client.send(NO_ERROR))
  })
  client.send(HELLO, HALF_REQUEST)
  await closed(await client.stream)
  expect(told[0]).toBe('close')
})

type Client = Awaited<ReturnType<typeof startClient>>

function describeResets(
  when: string,
  exchange: (client: Client, request: Buffer, reset: Buffer) => void | Promise<void>,
): void {
  for (const [how, handler] of HANDLERS)
    for (const [size, request] of [
      ['whole', WHOLE_REQUEST],
      ['half', HALF_REQUEST],
    ] as const)
      for (const [code, reset] of [
        ['NO_ERROR', NO_ERROR],
        ['CANCEL', CANCEL],
      ] as const)
        it(`ends a ${size} request, ${how}, whose reset with ${code} comes ${when}, and holds up no drain`, async () => {
          const client = await startClient(handler)
          await exchange(client, request, reset)
          await closed(await client.stream)
          await client.drain()
        })
}

async function closed(stream: ServerHttp2Stream): Promise<void> {
  if (!stream.destroyed) await once(stream, 'close')
}

/** A client of raw frames, and the stream that the server gets from it. */
async function startClient(handler: Handler) {
  let begin: (stream: ServerHttp2Stream) => void = () => undefined
  const stream = new Promise<ServerHttp2Stream>((resolve) => {
    begin = resolve
  })
  const { server, port } = await startDualServer((request, response) => {
    if ('stream' in response) begin(response.stream)
    handler(request, response)
  })
  const socket = connect(port, '127.0.0.1').on('error', () => undefined)
  onTestFinished(() => void socket.destroy())
  socket.resume()
  return {
    stream,
    send: (...frames: Buffer[]) => void socket.write(Buffer.concat(frames)),
    drain: () => server.drain(),
  }
}
