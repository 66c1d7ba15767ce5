import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { anchors, documents, localLinks, readDocument } from './documents.ts'

const ROOT = join(import.meta.dirname, '../..')
const { files }: { files: readonly string[] } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'))

function isShipped(path: string): boolean {
  return files.some((entry) => path === entry || path.startsWith(`${entry}/`))
}

describe.each(documents())('the links of $path', (document) => {
  const links = localLinks(document)

  it('lead to files that are there, and that the package has where it has the document', () => {
    const paths = links.map(({ path }) => path)
    expect(paths.filter((path) => !existsSync(join(ROOT, path)))).toEqual([])
    if (isShipped(document.path)) expect(paths.filter((path) => !isShipped(path))).toEqual([])
  })

  it('lead to headings that are there', () => {
    const astray = links.filter(
      ({ path, fragment }) => fragment !== undefined && !anchors(readDocument(path)).includes(fragment),
    )
    expect(astray).toEqual([])
  })
})

it('Each document in docs/ can be reached from README', () => {
  const reached = new Set(['README.md'])
  for (const path of reached) {
    for (const link of localLinks(readDocument(path))) if (link.path.endsWith('.md')) reached.add(link.path)
  }
  const missed = documents().filter(({ path }) => /^docs\/[^/]+$/.test(path) && !reached.has(path))
  expect(missed.map(({ path }) => path)).toEqual([])
})
