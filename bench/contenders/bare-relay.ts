import { readFileSync } from 'node:fs'
import * as http from 'node:http'
import * as http2 from 'node:http2'
import type { Writable } from 'node:stream'
import { type Dispatcher, Pool } from 'undici'
import { listenOnLoopback } from './listen-on-loopback.ts'

/**
 * The least that a buffering proxy in Node has to do: undici's `dispatch`, the body whole before it goes on, the answer
 * streamed back. It neither resolves nor signs, logs nothing and checks nothing.
 */
const [origin = '', certificateFile = '', version = 'http1'] = process.argv.slice(2)
const pool = new Pool(origin, { connect: { ca: readFileSync(certificateFile) }, keepAliveTimeout: 60_000 })

listenOnLoopback(
  version === 'http2' ? http2.createServer(readAndRelay) : http.createServer({ noDelay: true }, readAndRelay),
)

type Incoming = http.IncomingMessage | http2.Http2ServerRequest
type Outgoing = http.ServerResponse | http2.Http2ServerResponse

function readAndRelay(request: Incoming, response: Outgoing): void {
  const chunks: Buffer[] = []
  request.on('data', (chunk: Buffer) => chunks.push(chunk))
  request.on('end', () => relay(request, chunks, response))
}

function relay(request: Incoming, chunks: readonly Buffer[], response: Outgoing): void {
  const { host: _host, connection: _connection, ...headers } = request.headers
  for (const name of Object.keys(headers)) if (name.startsWith(':')) delete headers[name]
  const head = { path: request.url ?? '/', method: request.method as Dispatcher.HttpMethod, headers }
  pool.dispatch({ ...head, body: bodyOf(chunks) }, relayTo(response))
}

/** undici takes a list of chunks too, which its types do not say; joining them would cost a fifth more CPU at 5 MB. */
function bodyOf(chunks: readonly Buffer[]): Uint8Array | null {
  return chunks.length > 1 ? (chunks as unknown as Uint8Array) : (chunks[0] ?? null)
}

function relayTo(response: Outgoing): Dispatcher.DispatchHandler {
  const body: Writable = response
  return {
    onRequestStart: (controller) => response.on('drain', () => controller.resume()),
    onResponseStart(_controller, status, { connection: _c, 'transfer-encoding': _t, 'keep-alive': _k, ...headers }) {
      response.writeHead(status, headers)
    },
    onResponseData(controller, chunk) {
      if (!body.write(chunk)) controller.pause()
    },
    onResponseEnd: () => response.end(),
    onResponseError: () => response.destroy(),
  }
}
