import { ACK, ERROR_CODES, type Frame, framesIn, GOAWAY, HEADERS, PING, RST_STREAM, statusIn } from './http2-frames.ts'

/** The answers in what a server of HTTP/1.1 sent: status and exception of each, or what a local page says. */
export function answersOfHttp1(received: Buffer): string {
  const answers = received.toString('latin1').split(/(?=HTTP\/1\.1 \d{3} )/)
  return answers.map(nameOf).join(', ')
}

function nameOf(answer: string): string {
  if (answer.endsWith('{"status":"ok"}')) return 'healthy'
  const exception = /^x-amzn-errortype: (\w+)\r$/im.exec(answer)?.[1]
  return [answer.slice(9, 12), exception].join(' ').trim()
}

/**
 * What became of the streams in what a server of HTTP/2 sent, equal ones counted; of the connection, how it ended, or
 * that it is open, which the answer to a PING shows.
 */
export function answersOfHttp2(received: Buffer, isClosed: boolean): string {
  const frames = framesIn(received)
  const goaways = frames.filter(({ type }) => type === GOAWAY).map(({ payload }) => `GOAWAY ${errorAt(payload, 4)}`)
  const isOpen = frames.some(({ type, flags }) => type === PING && flags === ACK)
  const connection = isClosed ? ['closed'] : isOpen ? ['open'] : []
  return [...counted(streamsIn(frames)), ...new Set(goaways), ...connection].join(', ')
}

function streamsIn(frames: readonly Frame[]): string[] {
  const streams = new Map<number, string>()
  for (const frame of frames) {
    const soFar = streams.get(frame.streamId)
    if (frame.type === HEADERS) streams.set(frame.streamId, [soFar, statusIn(frame)].filter(Boolean).join(' then '))
    if (frame.type === RST_STREAM)
      streams.set(frame.streamId, `${soFar ?? ''} RST_STREAM ${errorAt(frame.payload, 0)}`.trim())
  }
  return [...streams.values()]
}

function errorAt(payload: Buffer, offset: number): string {
  const code = payload.readUInt32BE(offset)
  return ERROR_CODES[code] ?? String(code)
}

function counted(outcomes: readonly string[]): string[] {
  const unique = [...new Set(outcomes)]
  return unique.map((outcome) => {
    const count = outcomes.filter((other) => other === outcome).length
    return count === 1 ? outcome : `${count} × ${outcome}`
  })
}
