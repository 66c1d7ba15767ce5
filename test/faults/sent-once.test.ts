import { once } from 'node:events'
import { request } from 'node:http'
import type { Socket } from 'node:net'
import { describe, expect, it } from 'vitest'
import { modelPath, post } from '../fixtures/model-requests.ts'
import { startProxyTo } from '../fixtures/start-pair.ts'
import { startUpstream } from '../fixtures/start-upstream.ts'

/** A request of each lane. */
const LANES = [
  ['inference', modelPath('converse')],
  ['relay', '/guardrail/abc/version/1/apply'],
] as const

const HEAD = 'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 2\r\n\r\n'
const ANSWER = `${HEAD}{}`

type Say = (socket: Socket, send: number) => void

/** The proxy in front of an upstream that says something to each request that it gets. */
async function start(path: string, say: Say) {
  let sends = 0
  const upstream = await startUpstream((socket) => say(socket, ++sends))
  const proxy = await startProxyTo(upstream.url)
  return {
    proxy,
    send: () => post(proxy.url, path),
    sends: () => sends,
    connections: upstream.connections,
    /** So that the proxy does not find the connection of an earlier case. */
    begin() {
      sends = 0
    },
  }
}

const CUTS = {
  end: (socket: Socket, said: string) => void socket.end(said),
  reset: (socket: Socket, said: string) => void socket.write(said, 'latin1', () => socket.resetAndDestroy()),
}

describe.each(LANES)('On the %s lane, of an answer that is cut at any byte of its head', (_lane, path) => {
  describe.each(['end', 'reset'] as const)('by a %s', (how) => {
    it('on a new connection the request is never sent again', async () => {
      let length = 0
      const { send, sends, begin } = await start(path, (socket) => CUTS[how](socket, ANSWER.slice(0, length)))
      const outcomes: string[] = []
      for (length = 0; length < HEAD.length; length++) {
        begin()
        const { status } = await send()
        outcomes.push(`${status} after ${sends()}`)
      }
      expect(new Set(outcomes)).toEqual(new Set(['503 after 1']))
    })

    it('on one that stood idle the request is sent again where not one byte came, and only there', async () => {
      let length = 0
      const say: Say = (socket, sent) => {
        if (sent === 2) CUTS[how](socket, ANSWER.slice(0, length))
        else socket.write(ANSWER)
      }
      const { send, sends, begin } = await start(path, say)
      const outcomes: string[] = []
      for (length = 0; length < HEAD.length; length++) {
        begin()
        await (await send()).text()
        const { status } = await send()
        outcomes.push(`${length}: ${status} after ${sends() - 1}`)
      }
      expect(outcomes).toEqual(outcomes.map((_, i) => (i === 0 ? '0: 200 after 2' : `${i}: 503 after 1`)))
    })
  })

  it('where many stood idle and all were closed, it is sent again on a new one', async () => {
    const used = new Set<Socket>()
    const { send, sends } = await start(path, (socket, sent) => {
      if (used.has(socket)) return socket.resetAndDestroy()
      used.add(socket)
      if (sent > 3) return void socket.write(ANSWER)
      if (sent === 3) for (const one of used) one.write(ANSWER)
      return undefined
    })
    await Promise.all([send(), send(), send()].map(async (response) => (await response).text()))
    expect((await send()).status).toBe(200)
    expect(sends()).toBe(5)
  })

  it('whatever came before, it is sent twice at most', async () => {
    const { send, sends } = await start(path, (socket, sent) => {
      if (sent === 1) socket.write(ANSWER)
      else socket.resetAndDestroy()
    })
    await (await send()).text()
    expect((await send()).status).toBe(503)
    expect(sends()).toBe(3)
  })
})

describe.each(LANES)('On the %s lane', (_lane, path) => {
  it.each([
    ['100 that nobody asked for', ['HTTP/1.1 100 Continue\r\n\r\n']],
    ['100 in two pieces', ['HTTP/1.1 10', '0 Continue\r\n\r\n']],
    ['102', ['HTTP/1.1 102 Processing\r\n\r\n']],
    ['103 with headers', ['HTTP/1.1 103 Early Hints\r\nlink: </x>; rel=preload\r\n\r\n']],
    ['many', ['HTTP/1.1 100 Continue\r\n\r\n', 'HTTP/1.1 103 Early Hints\r\n\r\n', 'HTTP/1.1 102 P\r\n\r\n']],
  ])('an interim answer is passed over: %s', async (_, interim) => {
    const { send, sends, connections } = await start(path, (socket) => sayInTurn(socket, [...interim, ANSWER]))
    for (let i = 1; i <= 3; i++) {
      const response = await send()
      expect([response.status, await response.text(), sends()]).toEqual([200, '{}', i])
    }
    expect(connections()).toBe(1)
  })

  it.each([
    ['changes the protocol', 'HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n'],
    ['is no HTTP', 'SSH-2.0-OpenSSH_9.2\r\n'],
    ['has a malformed header', 'HTTP/1.1 200 OK\r\nno colon here\r\n\r\n{}'],
    ['has two lengths', 'HTTP/1.1 200 OK\r\ncontent-length: 2\r\ncontent-length: 3\r\n\r\n{}'],
    ['has a head without end', `HTTP/1.1 200 OK\r\nx: ${'x'.repeat(100_000)}`],
    ['has headers without end', `HTTP/1.1 200 OK\r\n${'x: y\r\n'.repeat(20_000)}`],
  ])('an answer that %s is a 424, and the request is sent once', async (_, said) => {
    const { send, sends, proxy } = await start(path, (socket) => void socket.write(said))
    const response = await send()
    expect([response.status, response.headers.get('x-amzn-errortype')]).toEqual([424, 'ModelErrorException'])
    expect(await response.text()).toMatch(/is not HTTP, or a head that does not end/)
    expect(sends()).toBe(1)
    await expect.poll(() => proxy.records()).toMatchObject([{ error: 'upstream-malformed', attempts: 1 }])
  })

  it.each([
    ['end', true],
    ['reset', false],
  ] as const)('an answer without length and chunks that ends by a %s is complete: %s', async (how, isComplete) => {
    const upstream: Socket[] = []
    const { proxy } = await start(path, (socket) => {
      upstream.push(socket)
      socket.write('HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n\r\n{}')
    })
    const asked = request(proxy.url + path, { method: 'POST', headers: { 'content-type': 'application/json' } })
    asked.end('{}')
    const [response] = await once(asked, 'response')
    await once(response, 'data')
    const closed = new Promise((resolve) => response.on('error', () => undefined).once('close', resolve))
    if (how === 'end') upstream[0]?.end()
    else upstream[0]?.resetAndDestroy()
    await closed
    expect(response.complete).toBe(isComplete)
    await expect.poll(() => proxy.records()).toMatchObject([{ ending: isComplete ? 'complete' : 'upstream-broke' }])
  })
})

/** Each piece in a packet of its own. */
async function sayInTurn(socket: Socket, pieces: readonly string[]): Promise<void> {
  for (const piece of pieces) {
    await new Promise((resolve) => socket.write(piece, resolve))
    await new Promise((resolve) => setImmediate(resolve))
  }
}
