import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { startHttpServer } from '../../fixtures/start-http-server.ts'
import { startPair, startProxyTo } from '../../fixtures/start-pair.ts'
import { temporaryFolder } from '../../settings/temporary-folder.ts'
import { runCommand } from '../run-command.ts'

describe('healthcheck', () => {
  it('ends with 0 where the proxy is up, found by a flag, a variable or the settings file', async () => {
    const { proxy } = await startPair({ clientToken: [{ name: 'default', token: 'secret' }] })
    const { port } = new URL(proxy.url)
    const cwd = temporaryFolder({ 'bedrock-profile-proxy.yaml': `port: ${port}\n` })
    for (const result of await Promise.all([
      runCommand(['healthcheck', '--port', port]),
      runCommand(['healthcheck'], { env: { BEDROCK_PROXY_PORT: port } }),
      runCommand(['healthcheck'], { cwd }),
    ])) {
      expect(result).toEqual({ exitCode: 0, stdout: `http://127.0.0.1:${port} is up.\n`, stderr: '' })
    }
  })

  it('asks at the unix socket where the settings have one', async () => {
    const socket = join(temporaryFolder(), 'proxy.sock')
    await startProxyTo('http://127.0.0.1:1', { socket })
    const { exitCode, stdout } = await runCommand(['healthcheck', '--ready', '--socket', socket])
    expect([exitCode, stdout]).toEqual([0, `${socket} is ready.\n`])
  })

  it('reaches over loopback what listens on every address', async () => {
    const { proxy } = await startPair({ host: '0.0.0.0', insecureNoClientAuth: true })
    const { exitCode } = await runCommand(['healthcheck', '--host', '0.0.0.0', '--port', new URL(proxy.url).port])
    expect(exitCode).toBe(0)
  })

  it('tells up from ready', async () => {
    const url = await startHttpServer(({ url: path }, response) => {
      response.writeHead(path === '/healthz' ? 200 : 503).end('{}')
    })
    const { port } = new URL(url)
    expect((await runCommand(['healthcheck', '--port', port])).exitCode).toBe(0)
    expect(await runCommand(['healthcheck', '--ready', '--port', port])).toEqual({
      exitCode: 1,
      stdout: '',
      stderr: `http://127.0.0.1:${port} is not ready: 503.\n`,
    })
  })

  it('does not mind what else is wrong with the settings: the proxy goes on with those of its start', async () => {
    const { proxy } = await startPair()
    const { port } = new URL(proxy.url)
    const cwd = temporaryFolder({
      'bedrock-profile-proxy.yaml': `port: ${port}\nrooting: geo-only\nrouting: nearest\n`,
    })
    expect((await runCommand(['healthcheck'], { cwd })).exitCode).toBe(0)
    writeFileSync(join(cwd, 'bedrock-profile-proxy.yaml'), 'port: [')
    expect((await runCommand(['healthcheck'], { cwd, env: { BEDROCK_PROXY_PORT: port } })).exitCode).toBe(0)
  })

  it.each([
    ['nothing listens', ['--port', '1'], /^Nothing listens at http:\/\/127\.0\.0\.1:1\.$/],
    ['nobody knows the port', ['--port', '0'], /^With port 0 nobody knows/],
    ['the port is none', ['--port', 'x'], /^--port: must be a whole number/],
  ])('ends with 1, never with 2, where %s', async (_, flags, sentence) => {
    const { exitCode, stderr } = await runCommand(['healthcheck', ...flags])
    expect([exitCode, stderr.trim()]).toEqual([1, expect.stringMatching(sentence)])
  })

  it('does not wait for what listens and says nothing', async () => {
    const url = await startHttpServer(() => undefined)
    const { exitCode, stderr } = await runCommand(['healthcheck', '--port', new URL(url).port])
    expect([exitCode, stderr]).toEqual([1, `What listens at ${url} gives no answer.\n`])
  })
})
