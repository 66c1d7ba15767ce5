import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { connect } from 'node:http2'
import { connect as connectTcp } from 'node:net'
import { connect as connectTls } from 'node:tls'
import { expect, it, onTestFinished } from 'vitest'
import { openListener } from '../../src/simulator/open-listener.ts'

const TLS = {
  key: readFileSync(new URL('../fixtures/loopback-key.pem', import.meta.url)),
  cert: readFileSync(new URL('../fixtures/loopback-cert.pem', import.meta.url)),
}

async function open(tls?: typeof TLS) {
  const listener = await openListener({
    port: 0,
    ...(tls && { tls }),
    onRequest: (request, response) => {
      response.end(request.httpVersion)
    },
  })
  onTestFinished(() => listener.close())
  return { ...listener, port: Number(new URL(listener.url).port) }
}

it('speaks HTTP/1.1 and HTTP/2 in clear text on one port', async () => {
  const { url } = await open()
  expect(await (await fetch(url)).text()).toBe('1.1')
  const session = connect(url)
  onTestFinished(() => session.destroy())
  const stream = session.request({ ':path': '/' }).setEncoding('utf8')
  expect((await once(stream, 'data'))[0]).toBe('2.0')
})

it('speaks TLS with the certificate it is given', async () => {
  const { url, port } = await open(TLS)
  expect(url).toBe(`https://127.0.0.1:${port}`)
  const socket = connectTls({ port, host: '127.0.0.1', ca: TLS.cert })
  onTestFinished(() => {
    socket.destroy()
  })
  await once(socket, 'secureConnect')
  expect(socket.authorized).toBe(true)
})

it.each([
  ['in clear text', undefined],
  ['with TLS', TLS],
])('closes %s although a connection is open and silent', async (_title, tls) => {
  const listener = await open(tls)
  const socket = connectTcp(listener.port, '127.0.0.1').on('error', () => {})
  await once(socket, 'connect')
  const left = once(socket, 'close')
  socket.resume()
  await listener.close()
  await left
  expect(socket.destroyed).toBe(true)
})

it('ends a connection that speaks no HTTP', async () => {
  const { port } = await open()
  const socket = connectTcp(port, '127.0.0.1', () => socket.write('nonsense\r\n\r\n')).on('error', () => {})
  socket.resume()
  await once(socket, 'close')
  expect(socket.destroyed).toBe(true)
})
