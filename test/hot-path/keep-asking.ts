import { once } from 'node:events'
import { connect, createServer } from 'node:net'
import { onTestFinished } from 'vitest'

/**
 * A server that answers every request with the same bytes as soon as the last byte of its body is there, which must be `lastBytes`:
 * as little work as there can be beside what is measured. Ends with the test.
 */
export async function answerAll(lastBytes: string, answer: string): Promise<string> {
  const server = createServer((socket) => {
    socket.on('error', () => undefined)
    socket.on(
      'data',
      (bytes) => bytes.subarray(-lastBytes.length).equals(Buffer.from(lastBytes)) && socket.write(answer),
    )
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  return `http://127.0.0.1:${(server.address() as { port: number }).port}`
}

/** Sends a request over each of some connections, and the next one when the answer is there, which ends with `lastBytes`. */
export async function keepAsking(url: string, { request, lastBytes, times, connections }: Asking): Promise<void> {
  let left = times
  const askOn = async () => {
    const socket = connect(Number(new URL(url).port), '127.0.0.1')
    for (let answer = ''; left > 0; answer = '') {
      left--
      socket.write(request)
      while (!answer.endsWith(lastBytes)) answer += String((await once(socket, 'data'))[0])
      if (!answer.startsWith('HTTP/1.1 200')) throw new Error(`Not a 200: ${answer}`)
    }
    socket.destroy()
  }
  await Promise.all(Array.from({ length: Math.min(connections, times) }, askOn))
}

export type Asking = {
  readonly request: string
  readonly lastBytes: string
  readonly times: number
  readonly connections: number
}
