import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'

const DIST = join(import.meta.dirname, '../../dist')
/** The bundler breaks long lines, within strings too. */
const read = (name: string) => readFileSync(join(DIST, name), 'utf8').replaceAll('\\\n', '')

/** What it does in a browser is shown by test/slow/page. */
describe('The page as it is built', () => {
  it('is less than 60 KB compressed, script and style together', () => {
    const sizes = ['page.js', 'page.css'].map((name) => gzipSync(read(name)).byteLength)
    expect(sizes.reduce((all, size) => all + size, 0)).toBeLessThan(60_000)
    expect(Math.min(...sizes)).toBeGreaterThan(1_000)
  })

  it('has its view library inside, and loads nothing else', () => {
    const script = read('page.js')
    expect(script).toContain('node_modules/preact/')
    expect(script).not.toMatch(/^\s*(?:import|export) .*from|\bimport\(|importScripts|new Worker/m)
  })

  it('names no other origin, but those that are names of namespaces', () => {
    const named = [...`${read('page.js')}${read('page.css')}`.matchAll(/https?:\/\/[^\s"'`)]+/g)].map(([url]) => url)
    expect(named.filter((url) => !url.startsWith('http://www.w3.org/'))).toEqual([])
    expect(read('page.css')).not.toMatch(/url\(|@import/)
  })

  it('keeps the token in the tab, and nothing anywhere else', () => {
    expect(read('page.js')).toContain('sessionStorage')
    expect(read('page.js')).not.toMatch(/localStorage|document\.cookie|indexedDB|EventSource|sendBeacon/)
  })
})

it.each(['page-light.png', 'page-dark.png'])('The picture docs/%s is small enough to be looked at', (name) => {
  const { size } = statSync(join(DIST, '../docs', name))
  expect(size).toBeGreaterThan(10_000)
  expect(size).toBeLessThan(150_000)
})
