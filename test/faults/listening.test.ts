import { statSync } from 'node:fs'
import { request } from 'node:http'
import { connect as connectHttp2 } from 'node:http2'
import { type AddressInfo, connect, createServer } from 'node:net'
import { networkInterfaces } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { describe, expect, it, onTestFinished } from 'vitest'
import packageFile from '../../package.json' with { type: 'json' }
import { LOOPBACK_CERT_FILE, LOOPBACK_TLS } from '../aws/loopback-tls.ts'
import { behindProxy, startConnectProxy } from '../aws/start-connect-proxy.ts'
import { modelPath, post, REPLY } from '../fixtures/model-requests.ts'
import { onSnapshotDay } from '../fixtures/snapshot-day.ts'
import { startBinary } from '../fixtures/start-binary.ts'
import { startFrankfurt } from '../fixtures/start-frankfurt.ts'
import { startUpstream } from '../fixtures/start-upstream.ts'
import { temporaryFolder } from '../settings/temporary-folder.ts'

const CONVERSE = modelPath('converse')
const GUARDRAIL = '/guardrail/abc/version/1/apply'
const NOWHERE = 'http://127.0.0.1:9'
const OURS = `bedrock-profile-proxy, version ${packageFile.version}, for eu-central-1`
const HAS_IPV6 = Object.values(networkInterfaces()).some((all) => all?.some(({ address }) => address === '::1'))

describe('A place that is taken', () => {
  it('ends the program with 1 and one line that says what to do, for a port', async () => {
    const { url } = await startBinary({ upstreamUrl: NOWHERE })
    const { port } = new URL(url)
    await expect(startBinary({ upstreamUrl: NOWHERE, args: ['--port', port], env: onSnapshotDay() })).rejects.toThrow(
      endedWith(`Port ${port} is taken by another ${OURS}. Use that one, stop it, or choose another --port.`),
    )
    expect((await fetch(`${url}/healthz`)).status).toBe(200)
  })

  it('ends it likewise where somebody else has the port', async () => {
    const { url } = await startUpstream((socket) => socket.end('HTTP/1.1 204 No Content\r\n\r\n'))
    const { port } = new URL(url)
    await expect(startBinary({ upstreamUrl: NOWHERE, args: ['--port', port], env: onSnapshotDay() })).rejects.toThrow(
      endedWith(`Port ${port} on 127.0.0.1 is taken. Stop what listens there, or choose another --port.`),
    )
  })

  it('ends it likewise for a unix socket, and leaves the one that was there alone', async () => {
    const socket = join(temporaryFolder(), 'proxy.sock')
    await startBinary({ upstreamUrl: NOWHERE, args: ['--socket', socket] })
    await expect(
      startBinary({ upstreamUrl: NOWHERE, args: ['--socket', socket], env: onSnapshotDay() }),
    ).rejects.toThrow(
      endedWith(`${socket} is taken by another ${OURS}. Use that one, stop it, or choose another --socket.`),
    )
    expect(await overSocket(socket, '/healthz')).toContain('ok')
  })

  it('is told of where the machine has no such address', async () => {
    await expect(startBinary({ upstreamUrl: NOWHERE, args: ['--host', '192.0.2.1', ...UNGUARDED] })).rejects.toThrow(
      /ended with 1 .*This machine has no address 192\.0\.2\.1\. Choose another --host\.\n$/s,
    )
  })
})

describe.skipIf(!HAS_IPV6)('On a machine of IPv6 only', () => {
  it('the proxy listens and calls upstream, over both HTTP versions', async () => {
    const simulator = await startFrankfurt()
    const upstreamUrl = await forwardFromIpv6(Number(new URL(simulator.url).port))
    const { url } = await startBinary({ upstreamUrl, args: ['--host', '::1'] })
    expect(url).toMatch(/^http:\/\/\[::1\]:\d+$/)
    expect(await (await post(url, CONVERSE)).text()).toContain(REPLY)
    expect(await (await post(url, GUARDRAIL)).text()).toContain('topicPolicyUnits')
    const session = connectHttp2(url)
    onTestFinished(() => session.destroy())
    // Node's own would lack the brackets.
    const authority = { ':authority': new URL(url).host }
    const stream = session.request({ ':method': 'POST', ':path': CONVERSE, ...authority }).end('{}')
    expect(await text(stream)).toContain(REPLY)
  })
})

it('A unix socket serves its owner alone, and is gone with the program', async () => {
  const simulator = await startFrankfurt()
  const socket = join(temporaryFolder(), 'proxy.sock')
  const binary = await startBinary({ upstreamUrl: simulator.url, args: ['--socket', socket] })
  expect(binary.url).toBe(`unix:${socket}`)
  expect(statSync(socket).mode & 0o777).toBe(0o600)
  expect(await overSocket(socket, CONVERSE, '{}')).toContain(REPLY)
  binary.signal('SIGTERM')
  expect(await binary.ended).toBe(0)
  expect(() => statSync(socket)).toThrow('ENOENT')
})

describe('Behind HTTPS_PROXY', () => {
  it.each([false, true])('everything goes upstream through its tunnel, itself over TLS: %s', async (isSecure) => {
    const outbound = await startConnectProxy({ isSecure })
    const simulator = await startFrankfurt({ tls: LOOPBACK_TLS })
    const { url } = await startBinary({
      upstreamUrl: behindProxy(simulator.url),
      args: ['--discovery', 'live'],
      env: {
        HTTPS_PROXY: `${isSecure ? 'https' : 'http'}://user:secret@${outbound.address}`,
        NODE_EXTRA_CA_CERTS: LOOPBACK_CERT_FILE,
      },
    })
    expect(await (await post(url, CONVERSE)).text()).toContain(REPLY)
    expect(await (await post(url, GUARDRAIL)).text()).toContain('topicPolicyUnits')
    expect(new Set(outbound.targets)).toEqual(new Set([new URL(behindProxy(simulator.url)).host]))
    expect(new Set(outbound.authorizations)).toEqual(new Set([`Basic ${btoa('user:secret')}`]))
    expect(simulator.requests.map(({ operation }) => operation)).toContain('ListInferenceProfiles')
  })

  it('an outbound proxy that is down is told of, without its password', async () => {
    const { url, log } = await startBinary({
      upstreamUrl: 'https://bedrock.upstream.test',
      env: { HTTPS_PROXY: 'user:100%secret@127.0.0.1:9' },
    })
    const response = await post(url, CONVERSE)
    expect([response.status, await response.json()]).toEqual([
      503,
      { message: expect.stringMatching(/^The outbound proxy that HTTPS_PROXY names cannot be reached/) },
    ])
    await expect.poll(log).toContain('outbound-proxy-failed')
    expect(log()).not.toContain('secret')
  })
})

const UNGUARDED = ['--insecure-no-client-auth']

/** The whole of what the fixture says of a binary that ended: exit code 1 and this one line on standard error. */
function endedWith(line: string): string {
  return `The binary ended with 1 before it listened: error: ${line}\n`
}

function overSocket(socketPath: string, path: string, body?: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const method = body === undefined ? 'GET' : 'POST'
    const asked = request({ socketPath, path, method, headers: { 'content-type': 'application/json' } })
    asked.on('response', (response) => text(response).then(resolve, reject)).on('error', reject)
    asked.end(body)
  })
}

/** Another way to a port of 127.0.0.1, from ::1. */
async function forwardFromIpv6(port: number): Promise<string> {
  const server = createServer((socket) => {
    const onward = connect(port, '127.0.0.1')
    socket.on('error', () => onward.destroy())
    onward.on('error', () => socket.destroy())
    socket.pipe(onward).pipe(socket)
  })
  await new Promise<void>((resolve) => server.listen(0, '::1', resolve))
  onTestFinished(() => void server.close())
  return `http://[::1]:${(server.address() as AddressInfo).port}`
}
