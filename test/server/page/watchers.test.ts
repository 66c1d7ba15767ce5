import { once } from 'node:events'
import { get, type IncomingMessage, type ServerResponse } from 'node:http'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { PageOngoing, PageRequest, PageState } from '../../../src/page/page-data.ts'
import { createWatchers } from '../../../src/server/page/watchers.ts'
import { startHttpServer } from '../../fixtures/start-http-server.ts'

/** Looks after which the state is told anew where it has changed, and after which a reader that has stopped is let go. */
const A_STATE = 8
const TOO_LONG = 81

describe('Who watches', () => {
  it('is told the state and everything that is remembered, then what comes', async () => {
    const world = await startWorld()
    world.remember(1, 2)
    const stream = await world.watch()
    await expect.poll(stream.text).toBe(`${stateEvent(0)}${requestsEvent(1, 2)}`)
    world.remember(3)
    world.look(1)
    await expect.poll(stream.text).toBe(`${stateEvent(0)}${requestsEvent(1, 2)}${requestsEvent(3)}`)
  })

  it('is told the state again where it has changed, and not where it has not', async () => {
    const world = await startWorld()
    const stream = await world.watch()
    await expect.poll(stream.text).toBe(stateEvent(0))
    world.look(2 * A_STATE)
    world.change()
    await world.settled()
    world.look(A_STATE)
    await world.settled()
    world.look(1)
    await expect.poll(stream.text).toBe(`${stateEvent(0)}${stateEvent(1)}`)
  })

  it('is told of what is under way where that is something else than before', async () => {
    const world = await startWorld()
    const stream = await world.watch()
    await expect.poll(stream.text).toBe(stateEvent(0))
    world.begin(1)
    world.look(2)
    world.begin()
    world.look(2)
    const one = 'event: ongoing\ndata: [{"id":1,"time":"","operation":""}]\n\n'
    await expect.poll(stream.text).toBe(`${stateEvent(0)}${one}event: ongoing\ndata: []\n\n`)
  })

  it('hears now and then that the stream is alive', async () => {
    const world = await startWorld()
    const stream = await world.watch()
    await expect.poll(stream.text).toBe(stateEvent(0))
    world.look(40)
    await expect.poll(stream.text).toBe(`${stateEvent(0)}: alive\n\n`)
  })

  it('who reads nothing is not written to any more, and is let go in the end', async () => {
    const world = await startWorld()
    const stream = await world.watch()
    stream.pause()
    world.remember(1)
    const responses = world.responses()
    for (let id = 2; !responses[0]?.writableNeedDrain; id += 1) {
      world.remember(id, 'x'.repeat(100_000))
      world.look(1)
    }
    const waiting = responses[0]?.writableLength
    world.remember(1_000_000, 'x'.repeat(100_000))
    world.look(TOO_LONG - 1)
    expect([world.watchers.count(), responses[0]?.writableLength]).toEqual([1, waiting])
    world.look(1)
    await expect.poll(world.watchers.count).toBe(0)
  })

  it('who reads nothing is not waited for at the end', async () => {
    const world = await startWorld()
    const stream = await world.watch()
    stream.pause()
    for (let id = 1; !world.responses()[0]?.writableNeedDrain; id += 1) {
      world.remember(id, 'x'.repeat(100_000))
      world.look(1)
    }
    world.watchers.end()
    await expect.poll(world.watchers.count).toBe(0)
  })

  it('comes in a number that is bounded, and gives its place back', async () => {
    const world = await startWorld()
    const streams = await Promise.all(Array.from({ length: 16 }, () => world.watch()))
    expect(world.watchers.hasRoom()).toBe(false)
    streams[0]?.leave()
    await expect.poll(world.watchers.hasRoom).toBe(true)
  })

  it('is sent away at the end, with a word, and nobody comes after', async () => {
    const world = await startWorld()
    const stream = await world.watch()
    await expect.poll(stream.text).toBe(stateEvent(0))
    world.watchers.end()
    await expect.poll(stream.text).toBe(`${stateEvent(0)}event: end\ndata: {}\n\n`)
    await expect.poll(world.watchers.count).toBe(0)
    expect(world.watchers.hasRoom()).toBe(false)
  })
})

it('While nobody watches, nothing runs', async () => {
  const world = await startWorld()
  expect(world.isLooking()).toBe(false)
  const stream = await world.watch()
  expect(world.isLooking()).toBe(true)
  stream.leave()
  await expect.poll(world.isLooking).toBe(false)
})

function stateEvent(seen: number): string {
  return `event: state\ndata: ${JSON.stringify({ seen })}\n\n`
}

function requestsEvent(...ids: number[]): string {
  return `event: requests\ndata: ${JSON.stringify(ids.map((id) => ({ id, why: '' })))}\n\n`
}

/** Watchers behind a server, whose looks are the test's. */
async function startWorld() {
  const remembered: { id: number; why: string }[] = []
  const responses: ServerResponse[] = []
  let ongoing: PageOngoing[] = []
  let seen = 0
  let looking: { look: () => void; timer: NodeJS.Timeout } | undefined
  const every = ((look: () => void) => {
    const timer = setInterval(() => undefined, 1_000_000)
    looking = { look, timer }
    onTestFinished(() => clearInterval(timer))
    return timer
  }) as typeof setInterval
  const watchers = createWatchers(
    {
      state: async () => ({ seen }) as PageState,
      ongoing: () => ongoing,
      requestsSince: (id) => remembered.filter((one) => one.id > id) as unknown as PageRequest[],
    },
    every,
  )
  const url = await startHttpServer((_request, response) => {
    responses.push(response)
    response.writeHead(200)
    watchers.follow(response)
  })
  return {
    watchers,
    responses: () => responses,
    remember: (...given: (number | string)[]) => {
      const why = given.find((one) => typeof one === 'string') ?? ''
      for (const id of given) if (typeof id === 'number') remembered.push({ id, why })
    },
    begin: (...ids: number[]) => {
      ongoing = ids.map((id) => ({ id, time: '', operation: '' }))
    },
    change: () => {
      seen += 1
    },
    look: (times: number) => {
      for (let i = 0; i < times; i += 1) looking?.look()
    },
    settled: () => new Promise((resolve) => setImmediate(resolve)),
    isLooking: () => looking !== undefined && !('_destroyed' in looking.timer && looking.timer._destroyed),
    watch: () => watch(url),
  }
}

async function watch(url: string) {
  const request = get(url).on('error', () => undefined)
  const [response] = (await once(request, 'response')) as [IncomingMessage]
  let text = ''
  response
    .on('error', () => undefined)
    .on('data', (chunk) => {
      text += chunk
    })
  return { text: () => text, pause: () => response.pause(), leave: () => request.destroy() }
}
