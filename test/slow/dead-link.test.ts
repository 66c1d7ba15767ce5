import { once } from 'node:events'
import { request } from 'node:http'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { setTimeout } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { LOOPBACK_CERT_FILE, LOOPBACK_TLS } from '../aws/loopback-tls.ts'
import { CREDENTIALS } from '../fixtures/start-frankfurt.ts'
import { temporaryFolder } from '../settings/temporary-folder.ts'
import { HAS_NAMESPACES, type NetworkNamespace, networkNamespace } from './network-namespace.ts'

/** Longer than the probes of a dead connection take. */
const DEAD_MS = 15_000

describe.skipIf(!HAS_NAMESPACES)('A link that goes down (left out without unshare, nsenter and ip)', () => {
  it('for 15 s costs the next request nothing, when it is up again', async () => {
    const here = networkNamespace()
    here.run('ip', 'link', 'set', 'lo', 'up')
    await startUpstream(here, 'http', '127.0.0.1')
    const send = await startProxy(here, 'http://127.0.0.1:9000')
    expect(await send('/quick')).toBe('done')
    here.run('ip', 'link', 'set', 'lo', 'down')
    await setTimeout(DEAD_MS)
    here.run('ip', 'link', 'set', 'lo', 'up')
    await expectSoon(send)
  })

  it('beyond this machine, where nothing tells of it, costs the next request nothing, and ends a running stream', async () => {
    const here = networkNamespace()
    const there = here.beside()
    here.run('ip', 'link', 'add', 'near', 'type', 'veth', 'peer', 'name', 'far', 'netns', String(there.pid))
    here.run('ip', 'address', 'add', '192.0.2.1/24', 'dev', 'near')
    here.run('ip', 'link', 'set', 'near', 'up')
    there.run('ip', 'link', 'set', 'far', 'up')
    there.run('ip', 'address', 'add', '192.0.2.2/24', 'dev', 'far')
    await startUpstream(there, 'https', '0.0.0.0')
    const send = await startProxy(here, 'https://192.0.2.2:9000')

    // A model that thinks for longer than a dead connection lives.
    expect(await send('/thinking')).toBe('a thought, done')
    expect(await Promise.all([send('/quick'), send('/quick')])).toEqual(['done', 'done'])
    const running = send('/for-ever')
    await setTimeout(1_000)
    there.run('ip', 'address', 'del', '192.0.2.2/24', 'dev', 'far')
    const cutAt = performance.now()
    await expect(running).rejects.toThrow()
    expect(performance.now() - cutAt).toBeLessThan(60_000)
    await setTimeout(Math.max(0, DEAD_MS - (performance.now() - cutAt)))
    there.run('ip', 'address', 'add', '192.0.2.2/24', 'dev', 'far')
    await expectSoon(send)
  })
})

type Send = (model: string) => Promise<string>

async function expectSoon(send: Send): Promise<void> {
  const sentAt = performance.now()
  expect(await send('/quick')).toBe('done')
  expect(performance.now() - sentAt).toBeLessThan(2_000)
}

/** An upstream whose answer depends on the model that is asked for. */
const UPSTREAM = `
const [protocol, host, tls] = process.argv.slice(1)
const { createServer } = require(protocol)
createServer(JSON.parse(tls), (request, response) => {
  request.resume().once('end', () => {
    response.writeHead(200, { 'content-type': 'application/json' })
    if (request.url.includes('quick')) return response.end('done')
    response.write('a thought, ')
    if (request.url.includes('thinking')) setTimeout(() => response.end('done'), 20_000)
  })
}).listen(9000, host, () => console.log('listening'))`

async function startUpstream(place: NetworkNamespace, protocol: 'http' | 'https', host: string): Promise<void> {
  const upstream = place.start([process.execPath, '-e', UPSTREAM, protocol, host, JSON.stringify(LOOPBACK_TLS)])
  await once(upstream.stdout as NonNullable<typeof upstream.stdout>, 'data')
}

const MAIN = join(import.meta.dirname, '../../dist/main.js')

/** The built proxy, which is reached over a unix socket: files know no network. */
async function startProxy(place: NetworkNamespace, endpoint: string): Promise<Send> {
  const folder = temporaryFolder()
  const socketPath = join(folder, 'proxy.sock')
  const endpoints = ['--runtime-endpoint', endpoint, '--control-plane-endpoint', endpoint]
  const settings = ['--socket', socketPath, '--region', 'eu-central-1', '--discovery', 'off']
  const proxy = place.start([process.execPath, MAIN, 'serve', ...endpoints, ...settings], {
    HOME: folder,
    AWS_ACCESS_KEY_ID: CREDENTIALS.accessKeyId,
    AWS_SECRET_ACCESS_KEY: CREDENTIALS.secretAccessKey,
    AWS_CA_BUNDLE: LOOPBACK_CERT_FILE,
  })
  await once(proxy.stdout as NonNullable<typeof proxy.stdout>, 'data')
  return async (model) => {
    const path = `/model/vendor.model${model.replace('/', '-')}/invoke`
    const sent = request({ socketPath, path, method: 'POST', headers: { 'content-type': 'application/json' } })
    sent.end('{}')
    const [response] = await once(sent, 'response')
    return text(response)
  }
}
