/** What the simulator means to send: a head and the pieces of a body, each of which becomes one write. */
export type Answer = {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly chunks: readonly Buffer[]
  /** To be told, once it has ended, which share of it has gone out, from 0 to 1: what was reserved for the rest is given back. */
  readonly settle?: (share: number) => void
}

/** A JSON answer in one piece with its `content-length`; status 200 unless told otherwise. */
export function jsonAnswer(
  body: object,
  { status = 200, headers = {} }: { status?: number; headers?: Record<string, string> } = {},
): Answer {
  const bytes = Buffer.from(JSON.stringify(body))
  return {
    status,
    headers: { 'content-type': 'application/json', 'content-length': String(bytes.length), ...headers },
    chunks: [bytes],
  }
}

/** An answer of `application/vnd.amazon.eventstream` frames. */
export function eventStreamAnswer(frames: readonly Buffer[]): Answer {
  return { status: 200, headers: { 'content-type': 'application/vnd.amazon.eventstream' }, chunks: frames }
}

/** An answer of server-sent events, as the OpenAI and Anthropic routes stream. A named event is led by its `event:` line. */
export function serverSentEventsAnswer(
  events: readonly { readonly name?: string; readonly data: object | string }[],
): Answer {
  const chunks = events.map(({ name, data }) => {
    const text = typeof data === 'string' ? data : JSON.stringify(data)
    return Buffer.from(`${name ? `event: ${name}\n` : ''}data: ${text}\n\n`)
  })
  return { status: 200, headers: { 'content-type': 'text/event-stream; charset=utf-8' }, chunks }
}
