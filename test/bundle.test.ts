import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv } from 'ajv'
import { build } from 'esbuild'
import { expect, it } from 'vitest'

const ROOT = join(import.meta.dirname, '..')
const DIST = join(ROOT, 'dist')
const CODE = readdirSync(DIST, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.js'))
  .map((name) => readFileSync(join(DIST, name), 'utf8'))
  .join('\n')
type Component = {
  readonly name: string
  readonly version: string
  readonly licenses: readonly { readonly expression: string }[]
  readonly hashes?: readonly { readonly alg: string; readonly content: string }[]
}
const BILL: { readonly components: readonly Component[] } = JSON.parse(
  readFileSync(join(DIST, 'sbom.cdx.json'), 'utf8'),
)
const { components } = BILL
const LICENCES = readFileSync(join(DIST, 'THIRD-PARTY-LICENSES.txt'), 'utf8')

/** The bundler writes above each piece of code which file it was. */
const PIECES = new Set(
  Array.from(CODE.matchAll(/\/\/! (?:\S*\/)?node_modules\/((?:@[^/\s]+\/)?[^/\s]+)/g), ([, name = '']) => name),
)

it('the bill of materials names every package of which code is in the bundle', () => {
  const named = new Set(components.map(({ name }) => name))
  expect([...PIECES].filter((name) => !named.has(name))).toEqual([])
  expect(PIECES.size).toBeGreaterThan(10)
})

it('and no other', () => {
  expect(components.map(({ name }) => name).filter((name) => !PIECES.has(name))).toEqual([])
})

it.each(components)('$name $version comes with its licence, and the text of it', ({ name, version, licenses }) => {
  const [heading, text = ''] = LICENCES.split(`\n${name} ${version} (${licenses[0]?.expression})\n`)
  expect(heading).not.toBe(LICENCES)
  expect(text.split('-'.repeat(80), 1)[0]).toMatch(/copyright|permission is hereby granted/i)
})

it('each has the digest that the lock file has of it', () => {
  const { packages }: { packages: Record<string, { version?: string; integrity?: string }> } = JSON.parse(
    readFileSync(join(ROOT, 'package-lock.json'), 'utf8'),
  )
  const locked = Object.entries(packages).map(([path, { version, integrity }]) => `${path} ${version} ${integrity}`)
  for (const { name, version, hashes = [] } of components) {
    const [digest] = hashes.map(({ content }) => `sha512-${Buffer.from(content, 'hex').toString('base64')}`)
    const isLocked = (line: string) => line.endsWith(`node_modules/${name} ${version} ${digest}`)
    expect([name, digest, locked.some(isLocked)]).toEqual([name, expect.any(String), true])
  }
})

it('a build fails where nothing asks for a part that is left out of a package', async () => {
  const { leftOut } = await import(join(ROOT, 'bundled/parts.js'))
  const building = build({ stdin: { contents: '' }, plugins: [leftOut], write: false, logLevel: 'silent' })
  await expect(building).rejects.toThrow('Nothing asks for ./client-h2.js of undici')
})

it('the bill of materials is what CycloneDX 1.6 says that one is', () => {
  const ajv = new Ajv({ strict: false, validateFormats: false })
  for (const name of ['spdx', 'jsf-0.82']) ajv.addSchema(schemaOf(name), idOf(name))
  const isBill = ajv.compile(schemaOf('bom-1.6'))
  expect([isBill(BILL), isBill.errors]).toEqual([true, null])
  expect(isBill({ ...BILL, components: [{ type: 'library' }] })).toBe(false)
})

/** CycloneDX's own schemas, as its library for JavaScript ships them. */
function schemaOf(name: string): object {
  const folder = join(ROOT, 'node_modules/@cyclonedx/cyclonedx-library/res/schema')
  return JSON.parse(readFileSync(join(folder, `${name}.SNAPSHOT.schema.json`), 'utf8'))
}

/** By which they refer to each other there. */
function idOf(name: string): string {
  return `http://cyclonedx.org/schema/${name}.SNAPSHOT.schema.json`
}
