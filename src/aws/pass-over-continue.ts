import type { Socket } from 'node:net'

/**
 * Lets nobody who reads the socket see a `100 Continue` before an answer (RFC 9110 §15.2.1). Every client must pass over
 * it, asked for or not, but undici breaks the connection; it passes over the other interim answers by itself. Returns what
 * is to be called before each answer.
 */
export function passOverContinue(socket: Socket): () => void {
  const read = socket.read.bind(socket)
  let isAwaiting = false
  let held: Buffer = EMPTY
  socket.read = (size) => {
    const chunk: Buffer | null = read(size)
    if (!isAwaiting || chunk === null) return chunk
    const bytes = afterContinue(held.length > 0 ? Buffer.concat([held, chunk]) : chunk)
    isAwaiting = isUndecided(bytes)
    held = isAwaiting ? bytes : EMPTY
    // Asked for more, the socket tells when there is more.
    return isAwaiting ? socket.read() : bytes
  }
  return () => {
    isAwaiting = true
    held = EMPTY
  }
}

const EMPTY = Buffer.alloc(0)
const CONTINUE = /^HTTP\/1\.[01] 100[ \r]/
const STARTS = ['HTTP/1.1 100\r', 'HTTP/1.0 100\r']
const ONE = '1'.charCodeAt(0)
const START_BYTES = 'HTTP/1.1 100\r'.length
/** Longer than any head of one; what has not ended by then is left to the parser. */
const MAX_HEAD_BYTES = 16 * 1024

/** What follows the whole ones. */
function afterContinue(bytes: Buffer): Buffer {
  let start = 0
  for (;;) {
    const end = isContinue(bytes, start) ? bytes.indexOf('\r\n\r\n', start) : -1
    if (end === -1) return bytes.subarray(start)
    start = end + 4
  }
}

/** True for nothing, for the beginning of one, and for one that has not ended. */
function isUndecided(bytes: Buffer): boolean {
  if (bytes.length >= START_BYTES) return isContinue(bytes, 0) && bytes.length < MAX_HEAD_BYTES
  const text = bytes.toString('latin1')
  return STARTS.some((start) => start.startsWith(text)) || CONTINUE.test(text)
}

function isContinue(bytes: Buffer, start: number): boolean {
  const isInterim = bytes[start + 'HTTP/1.1 '.length] === ONE
  return isInterim && CONTINUE.test(bytes.toString('latin1', start, start + START_BYTES))
}
