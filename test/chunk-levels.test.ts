import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'

const DIST = join(import.meta.dirname, '../dist')

/** Above each piece of code the bundle says which file it was. */
const MAIN = 'src/main.ts'

const OF_THE_PROXY = /node_modules\/(?:undici|pino|prom-client)\/|src\/(?:app\.ts|proxy\/)/

it('serve starts from few files', () => {
  expect(chunksOf('serve').size).toBeLessThan(10)
})

it('and imports nothing of Node that would load what it has no use for', () => {
  for (const code of chunksOf('serve').values()) expect(code).not.toMatch(/from"(?:node:)?(?:http|http2)"/)
})

it.each(['resolve', 'models', 'connect', 'init', 'healthcheck', 'service'])(
  '%s reads nothing of the proxy',
  (command) => {
    const pieces = piecesOf(command)
    expect(pieces).toContain(`src/cli/commands/${command}.ts`)
    expect(pieces.filter((path) => OF_THE_PROXY.test(path))).toEqual([])
  },
)

it('no file is in two chunks, where each would have its own state and classes', () => {
  const chunks = [join(DIST, 'main.js'), ...readdirSync(join(DIST, 'chunks')).map((name) => join(DIST, 'chunks', name))]
  const files = chunks.flatMap((path) => [...new Set(piecesIn(readFileSync(path, 'utf8')))])
  expect(files.filter((file, i) => files.indexOf(file) !== i && file !== MAIN)).toEqual([])
})

function piecesOf(command: string): string[] {
  return [...chunksOf(command).values()].flatMap(piecesIn)
}

function piecesIn(code: string): string[] {
  return Array.from(code.matchAll(/\/\/! (\S+\.\w+)/g), ([, path = '']) => path)
}

/** The code of each chunk that runs before a command does, by its path. */
function chunksOf(command: string): Map<string, string> {
  const [chunk = ''] = readdirSync(join(DIST, 'chunks')).filter((name) =>
    new RegExp(`^${command}-[A-Z0-9]+\\.js$`).test(name),
  )
  const found = new Map<string, string>()
  const visit = (path: string) => {
    if (found.has(path)) return
    const code = readFileSync(path, 'utf8')
    found.set(path, code)
    for (const [, next = ''] of code.matchAll(/(?:from|import)"(\.[^"]+)"/g)) visit(join(path, '..', next))
  }
  visit(join(DIST, 'main.js'))
  visit(join(DIST, 'chunks', chunk))
  return found
}
