import { once } from 'node:events'
import { connect } from 'node:http2'
import { expect, it, onTestFinished } from 'vitest'
import { createDualServer } from '../../src/http/dual-server.ts'
import { resetResponse } from '../../src/http/reset-response.ts'
import { exchangeRaw } from '../fixtures/raw-exchange.ts'

async function serve(): Promise<string> {
  const server = createDualServer({
    onRequest(_request, response) {
      response.writeHead(200)
      if ('stream' in response) response.write('a')
      else response.write('a')
      resetResponse(response)
    },
    onClientError: (_error, socket) => socket.destroy(),
    maxHeaderBytes: 1000,
    maxHeaderFields: 10,
    headersTimeoutMs: 1000,
  })
  onTestFinished(() => server.destroy())
  const { port } = await server.listen(0, '127.0.0.1')
  return `http://127.0.0.1:${port}`
}

it('resets the connection of an HTTP/1.1 client, which cannot take the answer for complete', async () => {
  const raw = 'GET / HTTP/1.0\r\nhost: a\r\n\r\n'
  await expect(exchangeRaw(await serve(), raw)).rejects.toMatchObject({ code: 'ECONNRESET' })
})

it('resets the stream of an HTTP/2 client with an error', async () => {
  const session = connect(await serve())
  onTestFinished(() => session.destroy())
  const stream = session.request({ ':path': '/' }).resume()
  const [error] = await once(stream, 'error')
  expect(error).toMatchObject({ code: 'ERR_HTTP2_STREAM_ERROR' })
})
