import { exchange } from './exchange.ts'
import { createHttp1Caller } from './http1-caller.ts'
import { createHttp2Caller } from './http2-caller.ts'
import type { Ledger } from './ledger.ts'
import { REQUESTS_OF_EVERY_KIND, trafficOf } from './traffic-table.ts'

export type Drive = { readonly url: URL; readonly parallel: number; readonly seconds: number; readonly ledger: Ledger }

/** So many requests at a time share a connection over HTTP/2. */
const STREAMS_PER_SESSION = 8

/**
 * Keeps so many requests under way, half of them over each HTTP version, until the time is over and there was traffic of
 * every kind; then closes every connection.
 */
export async function driveTraffic({ url, parallel, seconds, ledger }: Drive): Promise<void> {
  const endsAt = performance.now() + seconds * 1000
  const http1 = createHttp1Caller(url)
  const sessions = Math.ceil(parallel / 2 / STREAMS_PER_SESSION)
  const http2 = Array.from({ length: sessions }, () => createHttp2Caller(url))

  const drive = async (lane: number) => {
    const caller = lane % 2 === 0 ? http1 : (http2[Math.floor(lane / 2) % sessions] ?? http1)
    let number = 0
    while (performance.now() < endsAt || number < REQUESTS_OF_EVERY_KIND) {
      number = ledger.begin()
      ledger.end(number, await exchange(caller, number, trafficOf(number)))
    }
  }

  try {
    await Promise.all(Array.from({ length: parallel }, (_, lane) => drive(lane)))
  } finally {
    for (const caller of [http1, ...http2]) caller.close()
  }
}
