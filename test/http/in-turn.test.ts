import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'
import { type AddressInfo, connect, type Socket } from 'node:net'
import { expect, it, onTestFinished } from 'vitest'
import { inTurn } from '../../src/http/in-turn.ts'

const HEAD = 'HTTP/1.1\r\nhost: a\r\n'

it('begins a request when the answer before it is complete', async () => {
  const { socket, begun } = await start()
  socket.write(`GET /one ${HEAD}\r\nPOST /two ${HEAD}content-length: 2\r\n\r\nhiGET /three ${HEAD}\r\n`)
  for (const url of ['/one', '/two', '/three']) {
    const [next] = await begun(1)
    expect(next?.url).toBe(url)
    next?.response.end(`answer to ${url}`)
    await untilRead(socket, `answer to ${url}`)
  }
})

it('gives a request that waited its socket, so that it can be broken off', async () => {
  const { socket, begun } = await start()
  socket.write(`GET /one ${HEAD}\r\nGET /two ${HEAD}\r\n`)
  const [one] = await begun(1)
  one?.response.end()
  const [two] = await begun(1)
  two?.response.socket?.destroy()
  await once(socket, 'close')
})

it('never begins a request whose client left while it waited', async () => {
  const { socket, begun, urls } = await start()
  socket.write(`GET /one ${HEAD}\r\nGET /two ${HEAD}\r\n`)
  const [one] = await begun(1)
  socket.destroy()
  if (one) await once(one.response, 'close')
  expect(urls).toEqual(['/one'])
})

it('cuts a connection on which too many wait', async () => {
  const { socket, urls } = await start()
  socket.write(`GET / ${HEAD}\r\n`.repeat(102))
  await once(socket, 'close')
  expect(urls).toEqual(['/'])
})

it('lets a long-lived connection have as many as it wants, one after the other', async () => {
  const { socket, begun } = await start()
  for (let i = 0; i < 150; i++) {
    socket.write(`GET /a ${HEAD}\r\nGET /b ${HEAD}\r\n`)
    for (const url of ['/a', '/b']) {
      const [next] = await begun(1)
      next?.response.end(`${url} ${i};`)
      await untilRead(socket, `${url} ${i};`)
    }
  }
})

type Begun = { readonly url: string | undefined; readonly response: ServerResponse }

/** A connection to a server that answers nothing by itself; `begun` takes the requests that have begun. */
async function start() {
  const waiting: Begun[] = []
  const urls: (string | undefined)[] = []
  let onBegun: (() => void) | undefined
  const server = createServer(
    inTurn(({ url }, response) => {
      waiting.push({ url, response })
      urls.push(url)
      onBegun?.()
    }),
  )
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1').on('error', () => undefined)
  onTestFinished(() => {
    socket.destroy()
    server.close()
    server.closeAllConnections()
  })
  socket.resume()
  const begun = async (count: number) => {
    while (waiting.length < count) {
      await new Promise<void>((resolve) => {
        onBegun = resolve
      })
    }
    return waiting.splice(0)
  }
  return { socket, begun, urls }
}

async function untilRead(socket: Socket, text: string): Promise<void> {
  let read = ''
  while (!read.includes(text)) read += String((await once(socket, 'data'))[0])
}
