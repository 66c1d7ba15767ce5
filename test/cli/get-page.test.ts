import { join } from 'node:path'
import { expect, it } from 'vitest'
import { getPage } from '../../src/cli/get-page.ts'
import { startHttpServer } from '../fixtures/start-http-server.ts'
import { temporaryFolder } from '../settings/temporary-folder.ts'

it('gives status and text of a page, whatever the base path of the URL', async () => {
  const url = await startHttpServer((request, response) => void response.writeHead(503).end(request.url))
  expect(await getPage({ url: `${url}/us-west-2` }, '/healthz', 10_000)).toEqual({
    kind: 'answered',
    status: 503,
    text: '/healthz',
  })
})

it('says that nobody is there, at an address or a socket', async () => {
  expect(await getPage({ url: 'http://127.0.0.1:1' }, '/', 10_000)).toEqual({ kind: 'silent' })
  expect(await getPage({ socket: join(temporaryFolder(), 'none.sock') }, '/', 10_000)).toEqual({ kind: 'silent' })
})

it.each([
  ['breaks off', (socket: { destroy(): void }) => socket.destroy()],
  ['says nothing', () => undefined],
])('does not wait for one who %s', async (_, treat) => {
  const url = await startHttpServer((request) => treat(request.socket))
  expect(await getPage({ url }, '/', 50)).toEqual({ kind: 'unclear' })
})

it('reads no more than a page may have', async () => {
  const url = await startHttpServer((_, response) => void response.end('x'.repeat(1 << 20)))
  expect(await getPage({ url }, '/', 10_000)).toEqual({ kind: 'unclear' })
})
