import { join } from 'node:path'
import { build, type Metafile } from 'esbuild'
import { expect, it } from 'vitest'

const ROOT = join(import.meta.dirname, '../..')

const { metafile } = await build({
  absWorkingDir: ROOT,
  entryPoints: ['src/main.ts'],
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  packages: 'external',
  outdir: 'unwritten',
  write: false,
  metafile: true,
})

/** What a start pays for; everything else is loaded when it is first needed. */
it.each<[string, string[]]>([
  ['src/main.ts', []],
  ['src/cli/run-command-line.ts', ['commander']],
  ['src/cli/commands/resolve.ts', ['@smithy/shared-ini-file-loader']],
  ['src/cli/commands/models.ts', ['@smithy/shared-ini-file-loader']],
  ['src/cli/commands/healthcheck.ts', []],
])('%s loads of the outside packages %j and no other', (path, packages) => {
  expect(packagesLoadedBy(path, metafile)).toEqual(packages)
})

it.each([
  ['connect, which may ask nobody', 'src/cli/commands/connect.ts', ['undici', 'zod', 'pino', 'prom-client']],
  ['serve, which may read no copy of a catalog', 'src/cli/commands/serve.ts', ['zod', 'yaml', 'http-proxy-3']],
])('%s, loads none of what that takes', (_, path, packages) => {
  expect(packagesLoadedBy(path, metafile).filter((name) => packages.includes(name))).toEqual([])
})

it('serve, whose requests may leave no traces, loads nothing of OpenTelemetry', () => {
  const loaded = packagesLoadedBy('src/cli/commands/serve.ts', metafile)
  expect(loaded.filter((name) => name.startsWith('@opentelemetry'))).toEqual([])
  expect(packagesLoadedBy('src/telemetry/otlp/create-tracer.ts', metafile)).toContain('@opentelemetry/sdk-trace')
})

/** The packages that a file leads to without a lazy import on the way. */
function packagesLoadedBy(path: string, { inputs }: Metafile): string[] {
  const seen = new Set<string>()
  const packages = new Set<string>()
  const visit = (file: string) => {
    if (seen.has(file)) return
    seen.add(file)
    for (const one of inputs[file]?.imports ?? []) {
      if (one.kind === 'dynamic-import') continue
      if (!one.external) visit(one.path)
      else if (!one.path.startsWith('node:')) packages.add(one.path)
    }
  }
  visit(path)
  return [...packages].sort()
}
