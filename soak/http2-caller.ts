import * as http2 from 'node:http2'
import { UNCOUNTED_MEMORY } from '../src/http/session-memory.ts'
import type { AnswerHead, Caller } from './caller.ts'

/** Calls over one HTTP/2 connection in clear text, and over a new one where that has been closed. */
export function createHttp2Caller({ origin }: URL): Caller {
  let session: http2.ClientHttp2Session | undefined
  const connected = () => {
    if (!session || session.closed || session.destroyed) {
      session = http2.connect(origin, UNCOUNTED_MEMORY).on('error', () => undefined)
    }
    return session
  }
  return {
    name: 'HTTP/2',
    open: ({ target, headers, body }, signal) =>
      new Promise<AnswerHead>((resolve, reject) => {
        const stream = connected().request({ ':method': 'POST', ':path': target, ...headers }, { signal })
        stream.once('response', (head) => resolve({ status: Number(head[':status']), headers: head, body: stream }))
        stream.on('error', reject).once('close', () => reject(new Error('The stream was closed.')))
        stream.end(body)
      }),
    close: () => session?.destroy(),
  }
}
