import type { Readable } from 'node:stream'
import { setTimeout as pause } from 'node:timers/promises'
import type { Caller } from './caller.ts'
import type { Ending } from './ledger.ts'
import { numberedBody } from './numbered-body.ts'
import type { Traffic } from './traffic-table.ts'

/** Clients that leave do so within this time, which is longer than a stream takes. */
const LEAVES_WITHIN_MS = 60
/** A slow reader's pause after each chunk that it read. */
const SLOW_READ_MS = 10
/** Longer than any answer takes; the proxy itself would wait for a quarter of an hour. */
const STUCK_AFTER_MS = 30_000

/** Sends one request and reads its answer the way its kind says. Never rejects. */
export async function exchange(caller: Caller, number: number, kind: Traffic): Promise<Ending> {
  const departure = new AbortController()
  const leaves = kind.client === 'leaves'
  const timer = setTimeout(() => departure.abort(), leaves ? Math.random() * LEAVES_WITHIN_MS : STUCK_AFTER_MS)
  let attempts: number | undefined
  try {
    const head = await caller.open(requestOf(number, kind), departure.signal)
    const told = head.headers['x-bedrock-proxy-attempts']
    attempts = told === undefined ? undefined : Number(told)
    const { bytes, isException } = await read(head.body, kind.client === 'slowly' ? SLOW_READ_MS : 0)
    return isException ? { kind: 'exception', attempts } : { kind: 'answered', status: head.status, attempts, bytes }
  } catch (thrown) {
    const error = `${caller.name}: ${thrown instanceof Error ? thrown.message : thrown}`
    if (!departure.signal.aborted) return { kind: 'broken', attempts, error }
    return { kind: leaves ? 'left' : 'stuck', attempts, error }
  } finally {
    clearTimeout(timer)
  }
}

function requestOf(number: number, kind: Traffic) {
  const body = numberedBody(number, kind)
  const headers = { 'content-type': 'application/json', 'content-length': String(body.length), ...kind.headers }
  return { target: kind.target, headers, body }
}

/** Stands in the header of the frame by which an event stream ends that has failed. */
const EXCEPTION = ':exception-type'

/** Reads a body to its proper end. A frame that tells of an exception is the last one, and small. */
async function read(body: Readable, pauseMs: number): Promise<{ bytes: number; isException: boolean }> {
  let bytes = 0
  let tail: Buffer = Buffer.alloc(0)
  for await (const chunk of body) {
    bytes += chunk.length
    tail = Buffer.concat([tail, chunk]).subarray(-TAIL_BYTES)
    if (pauseMs > 0) await pause(pauseMs)
  }
  return { bytes, isException: tail.includes(EXCEPTION) }
}

const TAIL_BYTES = 1_000
