/** What a reader tells about each message: requests at the upstream, responses at the load generator. */
export type MessageEvents = {
  onBodyBytes?(): void
  onMessage(head: string): void
}

const HEAD_END = '\r\n\r\n'

/**
 * Splits the bytes of a connection into HTTP/1.1 messages that come one at a time, framed by content-length or chunks.
 * It is made to cost next to nothing and trusts the other side: no measure is to be one of the reader.
 */
export function createMessageReader({ onBodyBytes, onMessage }: MessageEvents): (chunk: Buffer) => void {
  let partialHead: Buffer = Buffer.alloc(0)
  let head = ''
  let endsWith: ((bytes: Buffer) => boolean) | undefined

  const readHead = (chunk: Buffer): Buffer | undefined => {
    const bytes = partialHead.length === 0 ? chunk : Buffer.concat([partialHead, chunk])
    const end = bytes.indexOf(HEAD_END)
    partialHead = end === -1 ? bytes : Buffer.alloc(0)
    if (end === -1) return undefined
    head = bytes.toString('latin1', 0, end)
    endsWith = bodyEnd(head)
    return bytes.subarray(end + HEAD_END.length)
  }

  return (chunk) => {
    const body = endsWith ? chunk : readHead(chunk)
    if (!body || !endsWith) return
    if (body.length > 0) onBodyBytes?.()
    if (!endsWith(body)) return
    endsWith = undefined
    onMessage(head)
  }
}

/** Takes the bytes of one body as they come and says whether it is complete. */
function bodyEnd(head: string): (bytes: Buffer) => boolean {
  if (/\r\ntransfer-encoding: *chunked/i.test(head)) return lastChunkSeen()
  let bytesLeft = Number(/\r\ncontent-length: *(\d+)/i.exec(head)?.[1] ?? 0)
  return (bytes) => {
    bytesLeft -= bytes.length
    return bytesLeft <= 0
  }
}

const LAST_CHUNK = '0\r\n\r\n'

/** Nothing follows a message before the next request is sent, so the last bytes tell. */
function lastChunkSeen(): (bytes: Buffer) => boolean {
  let tail = ''
  return (bytes) => {
    tail = (tail + bytes.toString('latin1', Math.max(0, bytes.length - LAST_CHUNK.length))).slice(-LAST_CHUNK.length)
    return tail === LAST_CHUNK
  }
}
