import { once } from 'node:events'
import { createServer, request as httpRequest } from 'node:http'
import { type AddressInfo, createServer as createTcpServer, type Socket } from 'node:net'
import { expect, onTestFinished } from 'vitest'
import { BARE, modelPath } from '../fixtures/model-requests.ts'
import { startBinary } from '../fixtures/start-binary.ts'
import { longestStall } from './probe.ts'

/** What nobody who asks for /healthz may wait longer than. */
const MOST_MS = 100
/** What is slow because of its input is so every time; what the machine does beside is not. */
const TRIES = 3
/** As long as a body may be, but for a little. */
const BYTES = 31 * 1024 * 1024

/** The way of a request that names its model in its path. */
export const INVOKE_STREAM = modelPath('invoke-with-response-stream')

/** The beginning of a body that names its model. */
export const NAMED = `{"model":"${BARE}","max_tokens":1,"messages":[],`

/** A text over and over again between a beginning and an end: as long as a body may be. */
export function large(begin: string, text: string | Buffer, end: string, bytes = BYTES): Buffer {
  const times = Math.floor(bytes / Buffer.byteLength(text))
  return Buffer.concat([Buffer.from(begin), Buffer.alloc(times * Buffer.byteLength(text), text), Buffer.from(end)])
}

/** Fails where /healthz of the program waits while something is done. */
export async function expectNoStall(url: string, what: string, work: () => Promise<unknown>): Promise<void> {
  let stallMs = Number.POSITIVE_INFINITY
  for (let i = 0; i < TRIES && stallMs >= MOST_MS; i++) stallMs = await longestStall(url, work)
  if (process.env.PRINT_STALLS) process.stdout.write(`${what}: ${Math.round(stallMs)} ms\n`)
  expect(stallMs, what).toBeLessThan(MOST_MS)
}

/** The program in front of an upstream, saying little. */
export async function startProxy(upstreamUrl: string, args: readonly string[] = []): Promise<string> {
  const { url } = await startBinary({ upstreamUrl, args: ['--log-level', 'error', ...args] })
  return url
}

/** What an upstream answers: nothing but a status of 200 and a body, unless told. */
export type Answer = {
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
  readonly chunks: readonly Buffer[]
}

/** An upstream that reads whatever it is sent and answers what it is told. */
export async function startUpstream(answer: (path: string) => Answer): Promise<string> {
  const server = createServer((request, response) => {
    request.resume().on('end', () => {
      const { status = 200, headers = { 'content-type': 'application/json' }, chunks } = answer(request.url ?? '')
      response.writeHead(status, headers)
      for (const chunk of chunks) response.write(chunk)
      response.end()
    })
  })
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

/** An upstream that answers every connection with the same bytes, and closes it. */
export async function startRawUpstream(bytes: Buffer): Promise<string> {
  const sockets = new Set<Socket>()
  const server = createTcpServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined).once('data', () => socket.end(bytes))
  })
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

/** Sends a body and reads whatever comes back, which may break off. */
export async function send(url: string, body: Buffer | string, headers: Record<string, string> = {}): Promise<number> {
  const length = String(Buffer.byteLength(body))
  const request = httpRequest(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'content-length': length, ...headers },
  })
  request.end(body)
  const [response] = await once(request, 'response')
  response.resume()
  await new Promise((resolve) => response.once('close', resolve))
  return response.statusCode
}
