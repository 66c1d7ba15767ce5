import { join } from 'node:path'
import { type Document, documents } from './documents.ts'

/** A block of commands of a document, and how it is tried: here, by test/slow, or by nobody, as AWS has to be there. */
export type CommandBlock = {
  readonly file: string
  readonly line: number
  readonly text: string
  readonly tried: 'here' | 'slowly' | 'needs AWS'
}

/** Stands on the line before a block that no test can run. */
const MARK = '<!-- needs AWS -->'

/** What installs or packs takes its time. */
const SLOW = /^npm (?:ci|install)\b/

const LANGUAGES = ['sh', 'bash', 'shell', 'fish', 'powershell', 'console']

/** The blocks of commands in README and docs/, in their order. */
export function commandBlocks(): CommandBlock[] {
  const read = documents().filter(({ path }) => path === 'README.md' || /^docs\/[^/]+$/.test(path))
  return read.flatMap((document) => blocksOf(document, LANGUAGES))
}

function blocksOf({ path, text }: Document, languages: readonly string[]): CommandBlock[] {
  const blocks = Array.from(text.matchAll(/(^.*\n)?^```([a-z]+)\n([\s\S]*?)^```$/gm))
  return blocks
    .filter(([, , language = '']) => languages.includes(language))
    .map(({ 0: whole, 1: before = '', 3: body = '', index }) => ({
      file: path,
      line: text.slice(0, index + whole.indexOf('```')).split('\n').length,
      text: body,
      tried: before.trim() === MARK ? 'needs AWS' : SLOW.test(body) ? 'slowly' : 'here',
    }))
}

/** The root of the repository, where README's commands are typed. */
export const ROOT = join(import.meta.dirname, '../..')
