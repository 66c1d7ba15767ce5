import type { Socket } from 'node:net'
import { connectTo } from './connect-to.ts'
import { createMessageReader } from './read-messages.ts'

export type Load = {
  /** The bytes of one request, head and body. */
  readonly request: Buffer
  readonly connections: number
  readonly maxRequests: number
  readonly maxMs: number
}

/** Times of all requests in the order in which they were done, in milliseconds. */
export type LoadResult = {
  readonly elapsedMs: number
  readonly totalMs: readonly number[]
  /** Until the first byte of the body. */
  readonly firstByteMs: readonly number[]
}

/**
 * Sends the same request over keep-alive connections, on each the next one when the answer is complete.
 * Rejects on a status other than 200 and where a connection ends: a wrong answer is not to be measured.
 */
export async function runLoad(target: URL, load: Load): Promise<LoadResult> {
  const sockets = await Promise.all(Array.from({ length: load.connections }, () => connectTo(target)))
  const result = { elapsedMs: 0, totalMs: [], firstByteMs: [] }
  const budget = createBudget(load)
  const startedAt = performance.now()
  try {
    await Promise.all(sockets.map((socket) => keepAsking(socket, load.request, budget, result)))
    return { ...result, elapsedMs: performance.now() - startedAt }
  } finally {
    for (const socket of sockets) socket.destroy()
  }
}

/** Says whether one more request may be sent. */
function createBudget({ maxRequests, maxMs }: Load): () => boolean {
  const deadline = performance.now() + maxMs
  let sent = 0
  return () => sent++ < maxRequests && performance.now() < deadline
}

function keepAsking(
  socket: Socket,
  request: Buffer,
  mayAsk: () => boolean,
  { totalMs, firstByteMs }: { totalMs: number[]; firstByteMs: number[] },
): Promise<void> {
  return new Promise((resolve, reject) => {
    let sentAt = 0
    let firstByteAt = 0
    const ask = () => {
      if (!mayAsk()) return resolve()
      sentAt = performance.now()
      firstByteAt = 0
      socket.write(request)
    }
    const onBodyBytes = () => {
      firstByteAt ||= performance.now()
    }
    const onMessage = (head: string) => {
      if (!head.startsWith('HTTP/1.1 200')) return reject(new Error(`Not a 200: ${head}`))
      totalMs.push(performance.now() - sentAt)
      firstByteMs.push(firstByteAt - sentAt)
      ask()
    }
    socket.on('data', createMessageReader({ onBodyBytes, onMessage }))
    socket
      .on('error', reject)
      .on('close', () => reject(new Error('The connection ended before the answer was complete.')))
    ask()
  })
}
