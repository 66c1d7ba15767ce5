import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'

const DIST = join(import.meta.dirname, '../dist')
const CODE = readdirSync(DIST, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.js'))
  .map((name) => readFileSync(join(DIST, name), 'utf8'))
  .join('\n')
const { components }: { components: { name: string; version: string; licenses: { expression: string }[] }[] } =
  JSON.parse(readFileSync(join(DIST, 'sbom.cdx.json'), 'utf8'))
const LICENCES = readFileSync(join(DIST, 'THIRD-PARTY-LICENSES.txt'), 'utf8')

/** The bundler writes above each piece of code which file it was. */
const PIECES = new Set(
  Array.from(CODE.matchAll(/^\s*\/\/ (?:\S*\/)?node_modules\/((?:@[^/\s]+\/)?[^/\s]+)/gm), ([, name = '']) => name),
)

it('the bill of materials names every package of which code is in the bundle', () => {
  const named = new Set(components.map(({ name }) => name))
  expect([...PIECES].filter((name) => !named.has(name))).toEqual([])
  expect(PIECES.size).toBeGreaterThan(10)
})

it('and no other', () => {
  expect(components.map(({ name }) => name).filter((name) => !PIECES.has(name))).toEqual([])
})

it.each(components)('$name $version comes with its licence', ({ name, version, licenses }) => {
  expect(LICENCES).toContain(`\n${name} ${version} (${licenses[0]?.expression})\n`)
})
