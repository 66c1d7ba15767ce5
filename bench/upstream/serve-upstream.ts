import { readFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import * as tls from 'node:tls'
import { createMessageReader } from '../load/read-messages.ts'
import { LOOPBACK_CERTIFICATE, LOOPBACK_KEY } from '../package-files.ts'
import { HELD_STREAM } from '../workloads.ts'
import { CONVERSE_ANSWER, STREAM_CHUNKS, STREAM_END, STREAM_HEAD } from './canned-answers.ts'

/** A process of its own: TLS and just enough HTTP/1.1 to swallow a body and give a prepared answer. */
const server = tls.createServer({ cert: readFileSync(LOOPBACK_CERTIFICATE), key: readFileSync(LOOPBACK_KEY) }, serve)
server.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo
  process.stdout.write(`https://127.0.0.1:${port}\n`)
})
process.on('SIGTERM', () => process.exit())

function serve(socket: tls.TLSSocket): void {
  const onMessage = (head: string) => {
    const operation = operationOf(head)
    if (operation === 'converse-stream') sendStream(socket)
    else if (operation === HELD_STREAM.operation) holdStream(socket)
    else socket.write(CONVERSE_ANSWER)
  }
  socket.setNoDelay(true)
  socket.on('error', () => socket.destroy()).on('data', createMessageReader({ onMessage }))
}

function operationOf(head: string): string | undefined {
  return /^\S+ \S*\/([^/ ]+) /.exec(head)?.[1]
}

function holdStream(socket: tls.TLSSocket): void {
  socket.write(STREAM_HEAD)
  socket.write(STREAM_CHUNKS[0] ?? STREAM_END)
}

/** Long enough that the first chunk is through before the second one comes. */
const FIRST_PAUSE_MS = 5

/**
 * The first chunk comes alone, as a model's first token does, so that its time is not that of the flood behind it. The
 * others follow as fast as they go, each in a turn of the event loop of its own.
 */
function sendStream(socket: tls.TLSSocket): void {
  socket.write(STREAM_HEAD)
  socket.write(STREAM_CHUNKS[0] ?? STREAM_END)
  let sent = 1
  const next = () => {
    socket.write(STREAM_CHUNKS[sent] ?? STREAM_END)
    if (sent++ < STREAM_CHUNKS.length) setImmediate(next)
  }
  setTimeout(next, FIRST_PAUSE_MS)
}
