import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { REMEDIES } from '../src/proxy/sending/remedies.ts'
import { sourceFiles } from './fixtures/source-files.ts'

const ROOT = join(import.meta.dirname, '..')
const PAGE = readFileSync(join(ROOT, 'ARCHITECTURE.md'), 'utf8')
const DECISIONS = join(ROOT, 'docs/decisions')
const FENCE = /^```\n([\s\S]*?)^```$/gm
const [PICTURE = '', ROOMS = ''] = Array.from(PAGE.matchAll(FENCE), ([, drawn = '']) => drawn)
/** What stands in backticks in the text and in the tables. */
const QUOTED = [...new Set(Array.from(PAGE.replace(FENCE, '').matchAll(/`([^`\n]+)`/g), ([, code = '']) => code))]

const CODE = ['src', 'test', 'bench', 'soak'].flatMap(sourceFiles)
const SCRIPTS: Record<string, string> = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')).scripts

const IS_PATH = /^(?:[\w.*-]+\/)+[\w.*-]*$|^[\w*-]+\.(?:ts|md|json|yaml)$/
const IS_NAME = /^[A-Za-z_]\w*(?:\.\w+)?$/
const IS_SCRIPT = /^npm (?:run )?([\w:]+)/

describe('Every path on the page', () => {
  it.each(QUOTED.filter((code) => IS_PATH.test(code) && code !== 'dist/'))('%s is there', (path) => {
    const pattern = new RegExp(`(?:^|/)${path.replaceAll('.', '\\.').replaceAll('*', '[^/]*')}`)
    expect(allPaths().filter((one) => pattern.test(one))).not.toEqual([])
  })

  it.each(PAGE.match(/docs\/decisions\/\d{4}/g) ?? [])('%s is there', (path) => {
    expect(readdirSync(DECISIONS).map((name) => name.slice(0, 4))).toContain(basename(path))
  })

  it.each(roomsDrawn())('%s of the rooms is there, and so is every room', (path) => {
    expect(existsSync(join(ROOT, path)), path).toBe(true)
  })

  it('has all the rooms of src, and of proxy', () => {
    for (const folder of ['src', 'src/proxy']) {
      const there = readdirSync(join(ROOT, folder), { withFileTypes: true }).filter((entry) => entry.isDirectory())
      expect(roomsDrawn()).toEqual(expect.arrayContaining(there.map(({ name }) => `${folder}/${name}/`)))
    }
  })
})

describe('Every name on the page', () => {
  const others = QUOTED.filter((code) => !IS_PATH.test(code) && !IS_SCRIPT.test(code) && !/→|:\/\/$/.test(code))

  it.each(others.filter((code) => IS_NAME.test(code.replace(/\(\w*\)$/, ''))))('%s is one of the code', (code) => {
    expect(filesWith(code.replace(/\(\w*\)$/, ''))).not.toEqual([])
  })

  it.each(others.filter((code) => !IS_NAME.test(code.replace(/\(\w*\)$/, ''))))('"%s" stands in a file', (code) => {
    const texts = allPaths().filter((path) => /^(?:src|test|config)\/.*\.(?:ts|json)$/.test(path))
    expect(texts.some((path) => readFileSync(join(ROOT, path), 'utf8').includes(code))).toBe(true)
  })

  it.each(QUOTED.flatMap((code) => IS_SCRIPT.exec(code)?.[1] ?? []))('npm run %s is a script', (name) => {
    expect(SCRIPTS).toHaveProperty([name])
  })
})

describe('The picture', () => {
  const names = PICTURE.match(/\b(?:[A-Za-z]+\.[a-z]\w*|[a-z]+[A-Z]\w*|[A-Z][a-z]+[A-Z]\w*|[A-Z]+_[A-Z]+)\b/g) ?? []

  it.each([...new Set(names)])('shows %s, which is one of the code', (name) => {
    expect(filesWith(name)).not.toEqual([])
  })

  it('names every remedy, and no other', () => {
    const shown = PICTURE.match(/\b[a-z]+-[a-z]+\b|\brepair\b|\bfailover\b/g) ?? []
    const table = REMEDIES.map(({ name }) => name)
    expect([...new Set(shown)].toSorted()).toEqual([...new Set(table)].toSorted())
  })

  it('has the stages in the order in which they are called', () => {
    const code = CODE.find(({ path }) => path === 'src/proxy/handle-request.ts')?.code ?? ''
    const body = code.slice(code.indexOf('async function handleRequest'))
    const called = Array.from(body.matchAll(/\b([a-z]\w+)\(/g), ([, name = '']) => name)
    const shown = names.filter((name) => called.includes(name))
    expect(shown.length).toBeGreaterThan(5)
    expect(shown.filter((name, i) => shown.indexOf(name) === i)).toEqual(
      called.filter((name, i) => shown.includes(name) && called.indexOf(name) === i),
    )
  })
})

describe('The decisions', () => {
  it.each(readdirSync(DECISIONS))('%s names no source file that is not there', (name) => {
    const text = readFileSync(join(DECISIONS, name), 'utf8')
    const named = Array.from(text.matchAll(/`([\w/.-]+\.ts)`/g), ([, path = '']) => path)
    expect(named.filter((path) => !allPaths().some((one) => `/${one}`.endsWith(`/${path}`)))).toEqual([])
  })
})

/** Files whose code has a name, or both parts of one such as `RequestGate.enter`. */
function filesWith(name: string): string[] {
  const parts = name.split('.').map((part) => new RegExp(`\\b${part}\\b`))
  return CODE.filter(({ code }) => parts.every((part) => part.test(code))).map(({ path }) => path)
}

/** Folders and files at the beginning of a line of the drawing, with the folder that they are indented under. */
function roomsDrawn(): string[] {
  const parents: string[] = []
  return ROOMS.split('\n').flatMap((line) => {
    const [, indent = '', name] = /^( *)([\w.-]+\/?)(?= {1,}|$)/.exec(line) ?? []
    if (name === undefined || indent.length > 4) return []
    const depth = indent.length / 2
    parents.splice(depth, parents.length, name)
    return [parents.slice(0, depth + 1).join('')]
  })
}

let paths: string[] | undefined

/** Every file and folder of the project, but for what is installed or built. */
function allPaths(): string[] {
  paths ??= ['', 'src', 'test', 'bench', 'soak', 'snapshot', 'config', 'docs'].flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: folder !== '', withFileTypes: true }).flatMap((entry) => {
      const path = join(entry.parentPath, entry.name).slice(ROOT.length + 1)
      return /(?:^|\/)(?:node_modules|dist)(?:\/|$)/.test(path) ? [] : [entry.isDirectory() ? `${path}/` : path]
    }),
  )
  return paths
}
