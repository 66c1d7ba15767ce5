import type { Socket } from 'node:net'
import { connectTo } from './connect-to.ts'
import { createBudget, type Load, type LoadResult } from './load.ts'
import { createMessageReader } from './read-messages.ts'

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
