import { once } from 'node:events'
import { existsSync, statSync } from 'node:fs'
import { request } from 'node:http'
import { connect } from 'node:http2'
import { createConnection } from 'node:net'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { describe, expect, it, onTestFinished } from 'vitest'
import { runCommand, startCommand } from '../cli/run-command.ts'
import { modelPath, post } from '../fixtures/model-requests.ts'
import { signAsClient } from '../fixtures/sign-as-client.ts'
import { startLenientPair as startPair } from '../fixtures/start-lenient.ts'
import { temporaryFolder } from '../settings/temporary-folder.ts'

const SERVE = ['serve', '--simulate', '--port', '0', '--region', 'eu-central-1']

describe('T3: other users and other machines cannot use the proxy', () => {
  it('which listens on loopback unless told otherwise', async () => {
    expect(await startCommand(SERVE).firstLine).toContain('http://127.0.0.1:')
  })

  it.each(['0.0.0.0', '::', '192.0.2.1'])('and refuses to start on %s without a client token', async (host) => {
    const { exitCode, stdout, stderr } = await runCommand([...SERVE, '--host', host])
    expect([exitCode, stdout]).toEqual([2, ''])
    expect(stderr).toContain('--host: other machines can reach this host, so it needs a client token')
  })

  it('but for --insecure-no-client-auth, which it warns of at every start', async () => {
    const proxy = startCommand([...SERVE, '--host', '0.0.0.0', '--insecure-no-client-auth'])
    expect(await proxy.firstLine).toContain('http://0.0.0.0:')
    expect(proxy.stderr()).toMatch(/"level":"warn".*--insecure-no-client-auth.*spends your AWS account/)
  })

  it('on another host, it asks everybody for the token', async () => {
    const clientToken = [{ name: 'laptop', token: 'client-token-1' }]
    const { proxy, simulator } = await startPair({ host: '0.0.0.0', clientToken })
    const url = proxy.url.replace('0.0.0.0', '127.0.0.1')
    expect((await post(url, modelPath('invoke'))).status).toBe(403)
    expect(simulator.requests).toEqual([])
    expect((await post(url, modelPath('invoke'), '{}', { 'x-api-key': 'client-token-1' })).status).toBe(200)
  })

  it('not by a signature that leaves the body of a bidirectional stream open', async () => {
    const { proxy, simulator } = await startPair({ clientToken: [{ name: 'laptop', token: 'client-token-1' }] })
    const path = modelPath('invoke-with-bidirectional-stream', 'amazon.nova-2-sonic-v1:0')
    const { host } = new URL(proxy.url)
    const { host: _, ...signed } = await signAsClient('client-token-1', { host, path }, { applyChecksum: false })
    const session = connect(proxy.url)
    onTestFinished(() => session.destroy())
    const stream = session.request({ ':method': 'POST', ':path': path, ...signed }).on('error', () => undefined)
    stream.end()
    const [headers] = await once(stream, 'response')
    expect(headers[':status']).toBeGreaterThanOrEqual(400)
    expect(simulator.requests).toEqual([])
  })

  it('on a unix socket, it serves the owner alone, in either HTTP version', async () => {
    const socket = join(temporaryFolder(), 'proxy.sock')
    const { proxy } = await startPair({ socket })
    expect(proxy.url).toBe(`unix:${socket}`)
    expect(statSync(socket).mode & 0o777).toBe(0o600)
    expect(await statusOverHttp1(socket)).toBe(200)
    expect(await statusOverHttp2(socket)).toBe(200)
    await proxy.drain()
    expect(existsSync(socket)).toBe(false)
  })

  it('on a unix socket, it opens no port and says where it is', async () => {
    const socket = join(temporaryFolder(), 'proxy.sock')
    const proxy = startCommand([...SERVE, '--socket', socket])
    expect(await proxy.firstLine).toContain(`listening on unix:${socket} ·`)
    proxy.signal()
    expect(await proxy.finished).toMatchObject({ exitCode: 0 })
    expect(existsSync(socket)).toBe(false)
  })

  it('on a unix socket that is taken, it does not start', async () => {
    const socket = join(temporaryFolder(), 'proxy.sock')
    await startPair({ socket })
    await expect(startPair({ socket })).rejects.toMatchObject({
      name: 'ProxyStartError',
      message: `Something listens on ${socket}. Stop it, or choose another --socket.`,
    })
  })
})

async function statusOverHttp1(socketPath: string): Promise<number | undefined> {
  const call = request({ socketPath, method: 'POST', path: modelPath('converse'), headers: { host: 'bedrock' } })
  call.end('{}')
  const [response] = await once(call, 'response')
  await text(response)
  return response.statusCode
}

async function statusOverHttp2(path: string): Promise<number> {
  const session = connect('http://bedrock', { createConnection: () => createConnection({ path }) })
  onTestFinished(() => session.destroy())
  const stream = session.request({ ':method': 'POST', ':path': modelPath('converse') })
  stream.end('{}')
  const [headers] = await once(stream, 'response')
  stream.resume()
  await once(stream, 'end')
  session.close()
  return headers[':status']
}
