import { once } from 'node:events'
import type { Socket } from 'node:net'
import { connectTo } from './connect-to.ts'
import { createMessageReader } from './read-messages.ts'

/** A client over one connection, which it opens when it first asks and keeps from then on. */
export type PersistentCaller = {
  /** Resolves to the milliseconds until the answer was complete. Rejects on a status other than 200. */
  ask(): Promise<number>
  /** Resolves with the first byte of the body, which may go on for as long as it likes. */
  open(): Promise<void>
  close(): void
}

/** Sends the same bytes each time; one request at a time. */
export function createPersistentCaller(target: URL, request: Buffer): PersistentCaller {
  let connection: Promise<Socket> | undefined
  const connected = () => {
    connection ??= connectTo(target)
    return connection
  }
  const send = async (until: 'onBodyBytes' | 'onMessage') => {
    const socket = await connected()
    const ended = new AbortController()
    try {
      await Promise.race([answered(socket, request, until), brokenOff(socket, ended.signal)])
    } finally {
      ended.abort()
      socket.removeAllListeners('data').resume()
    }
  }
  return {
    async ask() {
      const askedAt = performance.now()
      await send('onMessage')
      return performance.now() - askedAt
    },
    open: () => send('onBodyBytes'),
    close: () => void connection?.then((socket) => socket.destroy()),
  }
}

function answered(socket: Socket, request: Buffer, until: 'onBodyBytes' | 'onMessage'): Promise<void> {
  return new Promise((resolve, reject) => {
    const onMessage = (head: string) =>
      head.startsWith('HTTP/1.1 200') ? resolve() : reject(new Error(`Not a 200: ${head}`))
    socket.on('data', createMessageReader({ onMessage, ...(until === 'onBodyBytes' && { onBodyBytes: resolve }) }))
    socket.write(request)
  })
}

async function brokenOff(socket: Socket, signal: AbortSignal): Promise<void> {
  await once(socket, 'close', { signal }).catch((error: Error) => {
    if (error.name !== 'AbortError') throw error
  })
  if (!signal.aborted) throw new Error('The connection ended before the answer was complete.')
}
