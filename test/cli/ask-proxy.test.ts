import { createServer } from 'node:net'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { askProxy } from '../../src/cli/ask-proxy.ts'
import { startHttpServer } from '../fixtures/start-http-server.ts'
import { temporaryFolder } from '../settings/temporary-folder.ts'

const FACTS = { status: 'ready', version: '1.2.3', region: 'eu-west-1', tokenRequired: true, problems: {} }

it('tells what a proxy says of itself, whether or not it is ready', async () => {
  const url = await startHttpServer((request, response) => {
    response.writeHead(request.url === '/readyz' ? 503 : 404).end(JSON.stringify(FACTS))
  })
  const { status, ...facts } = FACTS
  expect(await askProxy({ url: `${url}/us-west-2` })).toEqual({ kind: 'proxy', ...facts })
})

it.each(['', 'null', '[]', '{"region":"x"}', JSON.stringify({ ...FACTS, tokenRequired: 'yes' }), 'x'.repeat(1 << 17)])(
  'takes an answer such as %.20j for that of a stranger',
  async (body) => {
    const url = await startHttpServer((_, response) => void response.end(body))
    expect(await askProxy({ url })).toEqual({ kind: 'stranger' })
  },
)

it('takes what accepts connections and says nothing for a stranger, in the time it is given', async () => {
  const server = createServer((socket) => void socket.on('error', () => undefined)).listen(0, '127.0.0.1')
  onTestFinished(() => void server.close())
  await new Promise((resolve) => server.once('listening', resolve))
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : undefined
  expect(await askProxy({ url: `http://127.0.0.1:${port}` }, 50)).toEqual({ kind: 'stranger' })
})

it('says that nothing listens, at a port or a socket', async () => {
  expect(await askProxy({ url: 'http://127.0.0.1:1' })).toEqual({ kind: 'silent' })
  expect(await askProxy({ socket: join(temporaryFolder(), 'none.sock') })).toEqual({ kind: 'silent' })
})
