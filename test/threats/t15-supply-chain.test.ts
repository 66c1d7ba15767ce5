import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { readFileSync } from 'node:fs'
import type { Socket } from 'node:net'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { startCommand } from '../cli/run-command.ts'
import { modelPath, post } from '../fixtures/model-requests.ts'
import { packageOfImport, sourceFiles } from '../fixtures/source-files.ts'
import { startCollector } from '../fixtures/start-collector.ts'

type LockedPackage = {
  readonly version?: string
  readonly dev?: true
  readonly link?: true
  readonly resolved?: string
  readonly integrity?: string
  readonly hasInstallScript?: true
}

const ROOT = join(import.meta.dirname, '../..')
const manifest: { dependencies?: object; devDependencies: Record<string, string>; scripts: object } =
  read('package.json')
const BUNDLED = (read('dist/sbom.cdx.json') as { components: { name: string; version: string }[] }).components
const lock: { packages: Record<string, LockedPackage> } = read('package-lock.json')
/** npm leaves it out of the lock file where it is the usual one. */
const REGISTRY = 'https://registry.npmjs.org/'
const LOCKED = Object.entries(lock.packages).filter(([path]) => path !== '')

describe('T15: what the proxy is made of is known, and it talks to nobody else', () => {
  it('installs nothing beside itself, and runs no script when it is installed', () => {
    expect(manifest.dependencies).toBeUndefined()
    expect(Object.keys(manifest.scripts).filter((name) => /install$/.test(name))).toEqual([])
  })

  it.each(Object.entries(manifest.devDependencies))('%s is pinned: %s', (_, range) => {
    expect(range).toMatch(/^(?:npm:@?[\w./-]+@)?\d+\.\d+\.\d+$/)
  })

  it.each(BUNDLED)('$name $version is bundled as it is locked, and runs no script when it is installed', (one) => {
    const locked = LOCKED.filter(
      ([path, { version }]) => path.endsWith(`node_modules/${one.name}`) && version === one.version,
    )
    expect(locked.length).toBeGreaterThan(0)
    expect(locked.filter(([, { hasInstallScript }]) => hasInstallScript)).toEqual([])
  })

  it.each(LOCKED)(
    '%s is locked to its content, and from the registry: no repository, address or folder',
    (_, locked) => {
      expect(locked.link).toBeUndefined()
      expect(locked.version).toMatch(/^\d+\.\d+\.\d+(?:-[\w.]+)?$/)
      expect(locked.resolved ?? REGISTRY).satisfy((url: string) => url.startsWith(REGISTRY))
      expect(locked.integrity).toMatch(/^sha512-/)
    },
  )

  it('and every package that src imports has its reason written down, in a row of its own or with its kin', () => {
    const decision = readFileSync(join(ROOT, 'docs/decisions/0001-runtime-dependencies.md'), 'utf8')
    const named = Array.from(decision.matchAll(/^\| ([^|]+) \|/gm), ([, packages = '']) => packages.split(', ')).flat()
    const imported = sourceFiles('src').flatMap(({ imports }) => imports.flatMap((one) => packageOfImport(one) ?? []))
    // Only `demo` uses it, and only where it is installed.
    const bundled = new Set(imported.filter((name) => name !== '@aws-sdk/client-bedrock-runtime'))
    expect(named.filter((name) => name !== 'package' && name !== '---').toSorted()).toEqual([...bundled].toSorted())
  })

  it.each<[string, readonly string[]]>([
    ['unless it is told to', []],
    [
      'and with --telemetry otlp the collector gets names and counts, nothing of a prompt or a token',
      ['--telemetry', 'otlp'],
    ],
  ])('the variables of a collector, which agents set for themselves, start nothing: %s', async (_, flags) => {
    const collector = await startCollector()
    const env = {
      BEDROCK_PROXY_DISCOVERY: 'off',
      OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
      BEDROCK_PROXY_CLIENT_TOKEN: 'canary-token',
    }
    const proxy = startCommand(['serve', '--simulate', '--port', '0', '--region', 'eu-central-1', ...flags], { env })
    const url = /http:\S+/.exec(await proxy.firstLine)?.[0] ?? ''
    const body = '{"messages":[{"role":"user","content":[{"text":"canary-prompt"}]}]}'
    expect((await post(url, modelPath('converse'), body, { 'x-api-key': 'canary-token' })).status).toBe(200)
    proxy.signal()
    await proxy.finished
    expect(collector.requests.map(({ path }) => path)).toEqual(flags.length > 0 ? ['/v1/traces'] : [])
    expect(collector.requests.map(({ body }) => body).join()).not.toContain('canary')
  })

  it('does not phone home: from start to end it connects to its upstream alone', async () => {
    const connected = watchConnections()
    const proxy = startCommand(['serve', '--simulate', '--port', '0', '--region', 'eu-central-1'])
    const url = /http:\S+/.exec(await proxy.firstLine)?.[0] ?? ''
    expect((await post(url, modelPath('converse'))).status).toBe(200)
    proxy.signal()
    await proxy.finished
    expect(connected.length).toBeGreaterThan(0)
    expect(connected.filter((address) => address !== '127.0.0.1')).toEqual([])
  })
})

/** The addresses to which this process connects from now on. */
function watchConnections(): string[] {
  const connected: string[] = []
  const onSocket = (message: unknown) => {
    const { socket } = message as { socket: Socket }
    socket.once('connect', () => connected.push(socket.remoteAddress ?? ''))
    socket.once('lookup', (_error, address: string) => connected.push(address))
  }
  subscribe('net.client.socket', onSocket)
  onTestFinished(() => void unsubscribe('net.client.socket', onSocket))
  return connected
}

function read(name: string) {
  return JSON.parse(readFileSync(join(ROOT, name), 'utf8'))
}
