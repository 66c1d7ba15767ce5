import { Agent, request } from 'node:http'
import { expect, it } from 'vitest'
import { modelPath } from '../fixtures/model-requests.ts'
import { startHttpServer } from '../fixtures/start-http-server.ts'
import { type MeasuredProxy, startMeasured } from './start-measured.ts'

/** What one Converse may cost, and what it cost when the bound was last set. Whoever raises one says in review what it buys. */
const BOUNDS = {
  files: { atMost: 114, today: 108 },
  functions: { atMost: 405, today: 386 },
  /** Kilobytes that are allocated, most of them by Node's HTTP server and undici. */
  kilobytes: { atMost: 57, today: 52 },
  promises: { atMost: 17, today: 16 },
  timers: { atMost: 0, today: 0 },
}

const WARM_UP = 500
/** Of the memory of one request, and of what is counted one by one. */
const MEASURED = 2_000
const COUNTED = 200
const CONNECTIONS = 8

/** As Bedrock answers; nothing of what it costs to make is measured. */
const ANSWER = JSON.stringify({
  output: { message: { role: 'assistant', content: [{ text: 'Hello from the upstream.' }] } },
  stopReason: 'end_turn',
  usage: { inputTokens: 12, outputTokens: 6, totalTokens: 18 },
})
const HEAD = {
  'content-type': 'application/json',
  'content-length': ANSWER.length,
  'x-amzn-requestid': '4f1c2f0e-7b55-4c7b-9d8e-1f2a3b4c5d6e',
}

const BODY = JSON.stringify({ messages: [{ role: 'user', content: [{ text: 'a'.repeat(1_900) }] }] })

it('one Converse costs no more than it did: files, functions, memory, promises and timers', async () => {
  const url = await startHttpServer((_, response) => response.writeHead(200, HEAD).end(ANSWER))
  const proxy = await startMeasured(url)
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS })
  const converse = (times: number) => () => ask(proxy.url, agent, times)
  await converse(WARM_UP)()
  const cost = await costOf(proxy, converse)
  agent.destroy()
  const overruns = Object.entries(BOUNDS).filter(([name, { atMost }]) => cost[name as keyof typeof BOUNDS] > atMost)
  expect(overruns, `it costs ${JSON.stringify(cost)}`).toEqual([])
})

async function costOf(
  proxy: MeasuredProxy,
  converse: (times: number) => () => Promise<void>,
): Promise<Record<keyof typeof BOUNDS, number>> {
  const bytes = await proxy.allocated(converse(MEASURED))
  const { promises, timers } = await proxy.counts(converse(COUNTED))
  const ran = await proxy.ran(converse(1))
  return {
    files: ran.size,
    functions: [...ran.values()].reduce((sum, count) => sum + count, 0),
    kilobytes: Math.round(bytes / MEASURED / 1000),
    promises: Math.round((promises / COUNTED) * 10) / 10,
    timers: Math.round(timers / COUNTED),
  }
}

async function ask(url: string, agent: Agent, times: number): Promise<void> {
  let left = times
  const askOn = async () => {
    while (left-- > 0) await askOnce(url, agent)
  }
  await Promise.all(Array.from({ length: Math.min(times, CONNECTIONS) }, askOn))
}

function askOnce(url: string, agent: Agent): Promise<void> {
  const headers = { 'content-type': 'application/json', 'content-length': BODY.length }
  return new Promise((resolve, reject) => {
    const asked = request(`${url}${modelPath('converse')}`, { method: 'POST', agent, headers }, (response) => {
      if (response.statusCode !== 200) reject(new Error(`Not a 200: ${response.statusCode}`))
      response.on('end', resolve).on('error', reject).resume()
    })
    asked.on('error', reject).end(BODY)
  })
}
