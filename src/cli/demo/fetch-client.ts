import { EventStreamCodec } from '@smithy/eventstream-codec'
import type { DemoClient, Target } from './demo-client.ts'

/** What the demo asks every time. */
export const MESSAGES = [{ role: 'user' as const, content: [{ text: 'Say hello.' }] }]

/** Plain fetch over HTTP/1.1, with a bearer token in place of a signature. */
export const fetchClient: DemoClient = {
  name: 'fetch',

  async *converseStream({ endpoint, bearerToken }: Target, modelId: string) {
    const response = await fetch(new URL(`/model/${encodeURIComponent(modelId)}/converse-stream`, endpoint), {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${bearerToken}` },
      body: JSON.stringify({ messages: MESSAGES }),
    })
    if (!response.ok) throw await refusalOf(response)
    if (response.body) yield* tokensOf(response.body)
  },
}

async function refusalOf(response: Response): Promise<Error> {
  const { message } = (await response.json()) as { message: string }
  const refusal = new Error(message)
  // Bedrock may put a colon and a URI behind the name.
  refusal.name = response.headers.get('x-amzn-errortype')?.split(':')[0] ?? `HTTP ${response.status}`
  return refusal
}

async function* tokensOf(body: AsyncIterable<Uint8Array>): AsyncIterable<string> {
  const codec = new EventStreamCodec(decodeUtf8, (text) => Buffer.from(text))
  for await (const frame of framesOf(body)) {
    const { headers, body: payload } = codec.decode(frame)
    if (headers[':event-type']?.value === 'contentBlockDelta') yield JSON.parse(decodeUtf8(payload)).delta.text
  }
}

/** A frame's first field is its whole length: 4 bytes, big-endian. */
const LENGTH_BYTES = 4

async function* framesOf(body: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  let rest = Buffer.alloc(0)
  for await (const chunk of body) {
    rest = Buffer.concat([rest, chunk])
    while (rest.length >= LENGTH_BYTES && rest.length >= rest.readUInt32BE()) {
      const length = rest.readUInt32BE()
      yield rest.subarray(0, length)
      rest = rest.subarray(length)
    }
  }
}

function decodeUtf8(bytes: unknown): string {
  return Buffer.from(bytes as Uint8Array).toString('utf8')
}
