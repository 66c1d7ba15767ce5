import { expect, it } from 'vitest'
import { modelPath } from '../fixtures/model-requests.ts'
import { answerAll, keepAsking } from './keep-asking.ts'
import { type MeasuredProxy, startMeasured } from './start-measured.ts'

/** What one Converse may cost, and what it cost when the bound was last set. Whoever raises one says in review what it buys. */
const BOUNDS = {
  files: { atMost: 120, today: 115 },
  functions: { atMost: 395, today: 380 },
  /** Kilobytes that are allocated, most of them by Node's HTTP server and undici: 40 on Node 20, 50 on Node 24. */
  kilobytes: { atMost: 53, today: 50 },
  promises: { atMost: 11, today: 10 },
  timers: { atMost: 0, today: 0 },
}

const WARM_UP = 500
/** For the memory of one request, and for what is counted one by one. */
const MEASURED = 2_000
const COUNTED = 200
/** Requests that are looked at one by one, for that with the least beside it: the log, or a look at a file, comes in between. */
const LOOKED_AT = 5
const CONNECTIONS = 8

/** As Bedrock answers; nothing of what it costs to make is measured. */
const ANSWER = JSON.stringify({
  output: { message: { role: 'assistant', content: [{ text: 'Hello from the upstream.' }] } },
  stopReason: 'end_turn',
  usage: { inputTokens: 12, outputTokens: 6, totalTokens: 18 },
})
const ANSWER_HEAD = `HTTP/1.1 200 OK\r\nconnection: keep-alive\r\nx-amzn-requestid: 4f1c2f0e-7b55-4c7b-9d8e-1f2a3b4c5d6e\r\n`

const BODY = JSON.stringify({ messages: [{ role: 'user', content: [{ text: 'a'.repeat(1_900) }] }] })
const REQUEST_HEAD = `POST ${modelPath('converse')} HTTP/1.1\r\nhost: 127.0.0.1\r\n`

const framed = (head: string, body: string) =>
  `${head}content-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`

it('one Converse costs no more than it did: files, functions, memory, promises and timers', async () => {
  const upstream = await answerAll(BODY.slice(-20), framed(ANSWER_HEAD, ANSWER))
  const proxy = await startMeasured(upstream, 'never-collected')
  const asking = { request: framed(REQUEST_HEAD, BODY), lastBytes: ANSWER.slice(-20), connections: CONNECTIONS }
  const converse = (times: number) => () => keepAsking(proxy.url, { ...asking, times })
  await converse(WARM_UP)()
  const cost = await costOf(proxy, converse)
  // Nothing would overrun a bound where the bundle no longer tells which file is which.
  expect(cost.files).toBeGreaterThan(BOUNDS.files.atMost / 2)
  const overruns = Object.entries(BOUNDS).filter(([name, { atMost }]) => cost[name as keyof typeof BOUNDS] > atMost)
  expect(overruns, `it costs ${JSON.stringify(cost)}`).toEqual([])
}, 60_000)

async function costOf(
  proxy: MeasuredProxy,
  converse: (times: number) => () => Promise<void>,
): Promise<Record<keyof typeof BOUNDS, number>> {
  const bytes = await proxy.allocated(converse(MEASURED))
  const { promises, timers } = await proxy.counts(converse(COUNTED))
  const ran = []
  for (let i = 0; i < LOOKED_AT; i++) ran.push(await proxy.ran(converse(1)))
  return {
    files: Math.min(...ran.map(({ size }) => size)),
    functions: Math.min(...ran.map((functions) => [...functions.values()].reduce((sum, count) => sum + count, 0))),
    kilobytes: Math.round(bytes / MEASURED / 1000),
    promises: Math.round((promises / COUNTED) * 10) / 10,
    timers: Math.round(timers / COUNTED),
  }
}
