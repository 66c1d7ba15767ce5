import type { ServerResponse } from 'node:http'
import { CoarseClock } from './coarse-clock.ts'
import type { OutgoingResponse } from './dual-server.ts'

/**
 * Sends the head of a stream, which Node keeps back over HTTP/1.1 until there is a chunk to go with it, after a millisecond or two: an
 * upstream that sends its first chunk right behind the head has both in one packet by then, which is sooner there than two.
 */
export function sendHeadSoon(response: OutgoingResponse): void {
  if ('stream' in response) return
  const bytesBefore = bytesSent(response)
  let ticks = 0
  const waiting = {
    tick() {
      const isSent = bytesSent(response) !== bytesBefore || response.writableEnded || response.destroyed
      // The first tick may come at once.
      if (!isSent && ++ticks < 2) return
      HEADS.leave(waiting)
      if (!isSent) response.flushHeaders()
    },
  }
  HEADS.enter(waiting)
}

const HEADS = new CoarseClock(1)

/** Those that wait among them. */
function bytesSent({ socket }: ServerResponse): number | undefined {
  return socket?.bytesWritten
}

/** Sends what has been written: over HTTP/1.1 Node would wait until this turn has done everything else. */
export function sendNow(response: OutgoingResponse): void {
  if (!('stream' in response)) response.socket?.uncork()
}
