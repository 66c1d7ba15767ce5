import { existsSync, readFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { packageOfImport, roomOfImport, type SourceFile, sourceFiles } from './fixtures/source-files.ts'

const ROOT = join(import.meta.dirname, '..')
const FILES = sourceFiles('src')

/** Who may import whom, in the order of the drawing. One way only: nothing in a row stands above it. */
const ROOMS: Readonly<Record<string, readonly string[]>> = {
  main: ['cli'],
  cli: ['app', 'settings', 'simulator', 'catalog', 'aws', 'bedrock', 'http', 'telemetry', 'package.json'],
  app: ['settings', 'server', 'page', 'proxy', 'catalog', 'aws', 'bedrock', 'http', 'telemetry', 'package.json'],
  server: ['page', 'proxy', 'catalog', 'aws', 'bedrock', 'http', 'telemetry'],
  proxy: ['catalog', 'aws', 'bedrock', 'http', 'telemetry'],
  page: ['bedrock'],
  catalog: ['aws', 'bedrock', 'config'],
  aws: ['bedrock', 'http'],
  settings: ['bedrock', 'http'],
  simulator: ['bedrock', 'http'],
  bedrock: [],
  http: [],
  telemetry: ['bedrock'],
}

/** Which room may import which outside package. */
const PACKAGES: Readonly<Record<string, readonly string[]>> = {
  '@aws-sdk/client-bedrock-runtime': ['cli'],
  '@aws-sdk/credential-providers': ['aws'],
  '@aws-sdk/util-endpoints': ['aws'],
  '@decimalturn/toml-patch': ['cli'],
  '@opentelemetry/api': ['telemetry'],
  '@opentelemetry/core': ['telemetry'],
  '@opentelemetry/exporter-trace-otlp-http': ['telemetry'],
  '@opentelemetry/exporter-trace-otlp-proto': ['telemetry'],
  '@opentelemetry/resources': ['telemetry'],
  '@opentelemetry/sdk-trace': ['telemetry'],
  '@smithy/eventstream-codec': ['http', 'simulator', 'cli'],
  '@smithy/shared-ini-file-loader': ['settings', 'aws'],
  commander: ['cli'],
  diff: ['cli'],
  fzstd: ['http'],
  'http-proxy-3': ['proxy'],
  'jsonc-parser': ['cli'],
  pino: ['telemetry'],
  preact: ['page'],
  'prom-client': ['telemetry'],
  undici: ['proxy', 'aws'],
  yaml: ['settings', 'cli'],
  zod: ['catalog', 'aws'],
}

/** Packages that are only there in a checkout, each with the one file that may import it. That file is imported lazily. */
const OPTIONAL: Readonly<Record<string, string>> = {
  '@aws-sdk/client-bedrock-runtime': 'src/cli/demo/sdk-client.ts',
}

const { devDependencies }: { devDependencies: Record<string, string> } = JSON.parse(
  readFileSync(join(ROOT, 'package.json'), 'utf8'),
)

describe('the rooms', () => {
  it('are found', () => {
    expect(FILES.length).toBeGreaterThan(20)
  })

  it.each(FILES)('$path stands in a room of the drawing and imports only what that room may', (file) => {
    const allowed = [file.room, ...(ROOMS[file.room] ?? ['no room: it is not in the drawing'])]
    const strays = importsBy(file, roomOfImport).filter(({ name }) => !allowed.includes(name))
    expect(strays, `${file.room} may import ${allowed.join(', ')}`).toEqual([])
  })

  it.each(Object.entries(ROOMS))('%s imports nothing that imports it, by whatever way round', (room, imported) => {
    expect(imported.flatMap((name) => [name, ...reachableFrom(name)])).not.toContain(room)
  })
})

describe('the files', () => {
  const byPath = new Map(FILES.map((file) => [file.path, file]))
  const importsOf = (path: string) =>
    (byPath.get(path)?.imports ?? []).flatMap(({ from }) => {
      const target = join(dirname(path), from)
      return from.startsWith('.') && byPath.has(target) ? [target] : []
    })

  it('import each other in no circle, not even for a type', () => {
    expect(circlesIn(byPath.keys(), importsOf)).toEqual([])
  })

  it('would show a circle, whole and once', () => {
    const arrows: Readonly<Record<string, string[]>> = { a: ['b'], b: ['c', 'd'], c: ['a'], d: [] }
    expect(circlesIn(Object.keys(arrows), (name) => arrows[name] ?? [])).toEqual([['a', 'b', 'c', 'a']])
  })
})

describe('the outside packages', () => {
  it.each(FILES)('$path imports only those that its room may', (file) => {
    const strays = importsBy(file, (_, one) => packageOfImport(one)).filter(
      ({ name }) => !PACKAGES[name]?.includes(file.room),
    )
    expect(strays).toEqual([])
  })

  it.each(Object.keys(PACKAGES))('%s is bundled because some room needs it', (name) => {
    const users = FILES.filter((file) => file.imports.some((one) => packageOfImport(one) === name))
    expect(users.map(({ path }) => path)).not.toEqual([])
  })

  it.each(FILES)('$path imports nothing that a build would miss', (file) => {
    const missing = file.imports.filter((one) => {
      const name = packageOfImport(one)
      return name && (name in OPTIONAL ? OPTIONAL[name] !== file.path : !(name in devDependencies))
    })
    expect(missing).toEqual([])
  })

  it.each(Object.values(OPTIONAL))('%s is imported lazily, for its package may be missing', (path) => {
    const imports = FILES.flatMap((file) => file.imports).filter(({ from }) => basename(from) === basename(path))
    expect(imports).not.toEqual([])
    expect(imports.filter(({ isLazy }) => !isLazy)).toEqual([])
  })
})

describe('bedrock is pure', () => {
  const pure = FILES.filter((file) => file.room === 'bedrock')
  const OUTSIDE = /\b(?:Date|Math\.random|process|fetch|set(?:Timeout|Interval|Immediate)|performance|crypto|Buffer)\b/g

  it.each(pure)('$path imports nothing but its own room', (file) => {
    expect(file.imports.filter((one) => roomOfImport(file, one) !== 'bedrock')).toEqual([])
  })

  it.each(pure)('$path knows no clock, no chance, no environment and no network', ({ code }) => {
    expect(code.match(OUTSIDE)).toBeNull()
  })
})

describe('the page', () => {
  it.each(FILES.filter(({ room }) => room === 'app' || room === 'server'))(
    '$path imports nothing of it that is for a browser',
    (file) => {
      const imported = file.imports
        .filter((one) => roomOfImport(file, one) === 'page')
        .map(({ from }) => basename(from))
      expect(imported.filter((name) => name !== 'page-data.ts')).toEqual([])
    },
  )

  it.each(FILES.filter(({ room }) => room === 'page'))('$path makes no markup out of text', ({ code }) => {
    expect(code.match(/innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(|new Function/g)).toBeNull()
  })
})

/** What no file of src may hold, main.ts excepted where it says so. */
const BANS: readonly [what: string, pattern: RegExp, except: readonly string[]][] = [
  ['touches process', /(?<![.\w'])process\s*(?:\?\.|\.|\[)|globalThis\.process/g, ['src/main.ts']],
  ['writes to the console', /\bconsole\./g, []],
  ['passes exports of another file on', /^export (?:\*|\{[^}]*\}) from/gm, []],
  ['has a default export', /^export default\b/gm, []],
  ['uses any', /\bas any\b|: any\b|<any>/g, []],
]

describe('a source file', () => {
  it.each(BANS)('never %s', (_, pattern, except) => {
    const offenders = FILES.filter(({ path, code }) => !except.includes(path) && code.match(pattern))
    expect(offenders.map(({ path }) => path)).toEqual([])
  })

  it('never imports node:process, but for main.ts', () => {
    const offenders = FILES.filter(({ imports }) => imports.some(({ from }) => from === 'node:process'))
    expect(offenders.map(({ path }) => path).filter((path) => path !== 'src/main.ts')).toEqual([])
  })

  it('says of all that it exports what that promises', () => {
    const silent = FILES.flatMap(({ path, lines }) =>
      lines.flatMap((line, i) => (/^export /.test(line) && !lines[i - 1]?.endsWith('*/') ? [`${path}:${i + 1}`] : [])),
    )
    expect(silent).toEqual([])
  })

  it.each(FILES.filter(hasRunTimeCode))('$path has its test', ({ path }) => {
    const test = path.replace(/^src/, 'test').replace(/\.ts$/, '.test.ts')
    expect(existsSync(join(ROOT, test)), `${test} is missing`).toBe(true)
  })

  it.each(FILES)('$path has at most 200 lines', ({ lines }) => {
    expect(lines.length, 'split it by idea; a table may go on in a file beside it').toBeLessThanOrEqual(200)
  })

  it.each(FILES)('$path has no function of more than 40 lines', ({ lines }) => {
    expect(
      functionsIn(lines).filter(({ length }) => length > 40),
      'name its parts',
    ).toEqual([])
  })

  const NAMELESS = [
    'utils',
    'util',
    'helpers',
    'helper',
    'common',
    'shared',
    'lib',
    'core',
    'manager',
    'types',
    'index',
  ]

  it.each([...FILES, ...sourceFiles('test')])('$path is named after an idea', ({ path }) => {
    expect(NAMELESS).not.toContain(basename(path).split('.')[0])
  })
})

type Stray = { readonly name: string; readonly from: string }

/** The imports that lead to something with a name, such as a room. */
function importsBy(
  file: SourceFile,
  nameOf: (file: SourceFile, one: SourceFile['imports'][number]) => string | undefined,
): Stray[] {
  return file.imports.flatMap((one) => {
    const name = nameOf(file, one)
    return name ? [{ name, from: one.from }] : []
  })
}

function reachableFrom(room: string): string[] {
  return (ROOMS[room] ?? []).flatMap((next) => [next, ...reachableFrom(next)])
}

/** The circles among names, each from its first name back to it. */
function circlesIn(names: Iterable<string>, next: (name: string) => readonly string[]): string[][] {
  const circles: string[][] = []
  const done = new Set<string>()
  const walk = (name: string, path: readonly string[]): void => {
    if (path.includes(name)) circles.push([...path.slice(path.indexOf(name)), name])
    if (path.includes(name) || done.has(name)) return
    for (const one of next(name)) walk(one, [...path, name])
    done.add(name)
  }
  for (const name of names) walk(name, [])
  return circles
}

/** False for a file of types alone, of which nothing is left at run time. */
function hasRunTimeCode({ code }: SourceFile): boolean {
  return /^(?:export )?(?:async )?(?:function|const|let|class)\b|^await\b/m.test(code)
}

const FUNCTION_START =
  /\bfunction\b.*\{$|=> \{$|^\s*(?!if|for|while|switch|catch)(?:async |get |static )*[#\w]+\(.*\{$|^\s*\).*\{$/

/** Functions by the indentation that the formatter gives them: from the line that opens one to the brace that closes it. */
function functionsIn(lines: readonly string[]): { line: string; length: number }[] {
  return lines.flatMap((line, start) => {
    if (!FUNCTION_START.test(line)) return []
    const indent = line.slice(0, line.length - line.trimStart().length)
    const length = lines.slice(start).findIndex((later) => later.startsWith(`${indent}}`)) + 1
    return [{ line: line.trim(), length }]
  })
}
