import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'

const ROOT = join(import.meta.dirname, '../..')

/** A document of the repository by its path from the root, with its text. */
export type Document = { readonly path: string; readonly text: string }

/** Every document that the package has, and those of the repository beside them. */
export function documents(): Document[] {
  const folders = ['.', 'docs', 'docs/decisions']
  const paths = folders.flatMap((folder) => readdirSync(join(ROOT, folder)).map((name) => join(folder, name)))
  return paths.filter((path) => path.endsWith('.md')).map(readDocument)
}

/** The document at a path from the root of the repository. */
export function readDocument(path: string): Document {
  return { path, text: readFileSync(join(ROOT, path), 'utf8') }
}

/** A link to another place of the repository: the path from the root that it leads to, and the heading there. */
export type LocalLink = { readonly path: string; readonly fragment: string | undefined }

/** The links of a document that lead to files of the repository or to headings of its own. */
export function localLinks({ path, text }: Document): LocalLink[] {
  return Array.from(proseOf(text).matchAll(/\]\((?![a-z]+:)([^)#\s]*)(?:#([^)\s]+))?\)/g), ([, target, fragment]) => ({
    path: target ? relative(ROOT, join(ROOT, dirname(path), target)) : path,
    fragment,
  }))
}

/** The anchors of a document's headings, as GitHub and npm make them. */
export function anchors({ text }: Document): string[] {
  return Array.from(proseOf(text).matchAll(/^#+ (.*)$/gm), ([, heading = '']) => anchorOf(heading))
}

function anchorOf(heading: string): string {
  const words = heading.toLowerCase().replace(/[^\p{Letter}\p{Number}\p{Mark} _-]/gu, '')
  return words.replaceAll(' ', '-')
}

function proseOf(text: string): string {
  return text.replace(/^(```+)[\s\S]*?^\1$/gm, '')
}
