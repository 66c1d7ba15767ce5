import type { Answer } from './answer.ts'
import type { ResponseWire } from './response-wire.ts'

/** Sends an answer as it should be: each chunk is its own write, with a pause in between, until the client leaves. */
export async function deliver(wire: ResponseWire, answer: Answer, chunkDelayMs: number): Promise<void> {
  wire.head(answer.status, answer.headers)
  for (const [i, chunk] of answer.chunks.entries()) {
    if (i > 0 && chunkDelayMs > 0) await wire.rest(chunkDelayMs)
    if (!(await wire.write(chunk))) return
  }
  wire.end()
}
