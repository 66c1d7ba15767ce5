import { once } from 'node:events'
import type { Socket } from 'node:net'
import { describe, expect, it } from 'vitest'
import { modelPath, post, REPLY } from '../fixtures/model-requests.ts'
import { connectTo } from '../fixtures/raw-exchange.ts'
import { startLenientPair as startPair } from '../fixtures/start-lenient.ts'
import { startProxyTo } from '../fixtures/start-pair.ts'
import { startUpstream } from '../fixtures/start-upstream.ts'

describe('The server', () => {
  it('says in one line that its port is taken', async () => {
    const { proxy } = await startPair()
    const port = Number(new URL(proxy.url).port)
    await expect(startPair({ port })).rejects.toMatchObject({
      name: 'ProxyStartError',
      message: `Port ${port} on 127.0.0.1 is taken. Stop what listens there, or choose another --port.`,
    })
  })

  it('says in one line that it has no such address', async () => {
    await expect(startPair({ host: '203.0.113.1' })).rejects.toMatchObject({
      name: 'ProxyStartError',
      message: expect.stringContaining('no address 203.0.113.1'),
    })
  })

  it('tells an IPv6 address in brackets', async () => {
    const { proxy } = await startPair({ host: '::1' })
    expect(proxy.url).toMatch(/^http:\/\/\[::1\]:\d+$/)
    expect((await post(proxy.url, modelPath('invoke'))).status).toBe(200)
  })

  it('lets a stream finish when it drains, and takes nobody in any more', async () => {
    const { proxy } = await startPair({}, { chunkDelayMs: 20 })
    const response = await post(proxy.url, modelPath('converse-stream'))
    const drained = proxy.drain()
    await expect(fetch(`${proxy.url}/healthz`)).rejects.toThrow()
    const body = await response.text()
    for (const token of REPLY.split(' ')) expect(body).toContain(token)
    await drained
    expect(proxy.log()).not.toContain('was cut')
  })

  it('lets a request finish that has not been answered yet when it drains', async () => {
    const asked: Socket[] = []
    const upstream = await startUpstream((socket) => asked.push(socket))
    const proxy = await startProxyTo(upstream.url)
    const response = post(proxy.url, modelPath('invoke'))
    await expect.poll(() => asked.length).toBe(1)
    const drained = proxy.drain()
    asked[0]?.write('HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nhi')
    expect(await (await response).text()).toBe('hi')
    await drained
  })

  it('ends idle connections when it drains', async () => {
    const { proxy } = await startPair()
    const socket = await connectTo(proxy.url)
    socket.write('GET /healthz HTTP/1.1\r\nhost: localhost\r\n\r\n')
    await once(socket, 'data')
    const closed = once(socket, 'end')
    await proxy.drain()
    await closed
  })

  it('cuts what still runs when the drain timeout has passed, and says so', async () => {
    const { proxy, simulator } = await startPair({ drainTimeoutMs: 50 })
    simulator.misbehave({ kind: 'silence', frames: 1 })
    const response = await post(proxy.url, modelPath('converse-stream'))
    const body = response.text()
    const cut = expect(body).rejects.toThrow()
    await proxy.drain()
    await cut
    await expect.poll(() => proxy.log()).toContain('was cut')
  })

  it('ends at once when it is destroyed while it drains, and can be destroyed again', async () => {
    const { proxy, simulator } = await startPair()
    simulator.misbehave({ kind: 'never-answers' })
    const refused = expect(post(proxy.url, modelPath('invoke'))).rejects.toThrow()
    await expect.poll(() => simulator.requests.length).toBe(1)
    const drained = proxy.drain()
    await proxy.destroy()
    await Promise.all([drained, refused, proxy.destroy()])
    await simulator.requests[0]?.closed
    expect(simulator.requests[0]?.aborted).toBe(true)
  })
})
