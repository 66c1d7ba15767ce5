import { isObject } from './assignments.ts'
import { type Assignment, BrokenText, type FileFormat } from './file-format.ts'

/**
 * The shared AWS config file: sections of keys, where a key without a value may have indented keys below it.
 * https://docs.aws.amazon.com/sdkref/latest/guide/file-format.html
 */
export const AWS_CONFIG_FORMAT: FileFormat = {
  parse: parseSections,
  assign(text, assignments) {
    const lines = text === '' ? [] : text.replace(/\n$/, '').split('\n')
    const eol = text.includes('\r\n') ? '\r' : ''
    const leaves = assignments.flatMap(leavesOf)
    return `${leaves.reduce((result, leaf) => setLeaf(result, leaf, eol), lines).join('\n')}\n`
  },
}

const COMMENT = /^\s*([#;]|$)/
const SECTION = /^\[\s*([^\]]*?)\s*\]\s*([#;].*)?$/
const KEY = /^(\s*)([^\s=][^=]*?)\s*=\s*(.*?)\s*$/

type Sections = Record<string, Record<string, string | Record<string, string>>>

function parseSections(text: string): Sections {
  const sections: Sections = {}
  let section: Sections[string] | undefined
  let parent: string | undefined
  for (const [index, line] of text.split('\n').entries()) {
    const [, name] = SECTION.exec(line) ?? []
    const [, indentation = '', key, value = ''] = KEY.exec(line) ?? []
    if (COMMENT.test(line)) continue
    if (name !== undefined) {
      section = sections[name] ??= {}
      parent = undefined
    } else if (indentation === '' && section && key !== undefined) {
      section[key] = withoutComment(value)
      parent = key
    } else if (section && parent !== undefined && /^\s/.test(line)) {
      addNested(section, parent, key, withoutComment(value))
    } else {
      throw new BrokenText('not valid as an AWS config file', index + 1)
    }
  }
  return sections
}

/** An indented line that is no `key = value` goes on with the value above it, which does not concern us. */
function addNested(section: Sections[string], parent: string, key: string | undefined, value: string): void {
  const nested = section[parent]
  if (key === undefined || (typeof nested === 'string' && nested !== '')) return
  section[parent] = { ...(typeof nested === 'object' && nested), [key]: value }
}

function withoutComment(value: string): string {
  return value.replace(/(^|\s+)[#;].*$/, '')
}

/** A key, or a key below a key, of a section. */
type Leaf = {
  readonly section: string
  readonly key: string
  readonly nested: string | undefined
  readonly value: string
}

function leavesOf({ path, value }: Assignment): Leaf[] {
  if (isObject(value))
    return Object.entries(value).flatMap(([key, inner]) => leavesOf({ path: [...path, key], value: inner }))
  const [section = '', key = '', nested] = path.map(String)
  return [{ section, key, nested, value: String(value) }]
}

function setLeaf(lines: readonly string[], leaf: Leaf, eol: string): string[] {
  const start = lines.findIndex((line) => SECTION.exec(line)?.[1] === leaf.section)
  if (start < 0) {
    const gap = lines.length > 0 && lines.at(-1)?.trim() !== '' ? [eol] : []
    return setLeaf([...lines, ...gap, `[${leaf.section}]${eol}`], leaf, eol)
  }
  const block = blockBelow(lines, start, (line) => SECTION.test(line))
  const at = findKey(lines, block, leaf.key, '')
  if (leaf.nested === undefined) return putLine(lines, block, at, `${leaf.key} = ${leaf.value}${eol}`)
  if (at === undefined) return setLeaf(putLine(lines, block, at, `${leaf.key} =${eol}`), leaf, eol)
  const inner = blockBelow(lines, at, (line) => !/^\s/.test(line) && !COMMENT.test(line))
  const innerAt = findKey(lines, inner, leaf.nested, '\\s+')
  return putLine(lines, inner, innerAt, `  ${leaf.nested} = ${leaf.value}${eol}`)
}

/** The lines that belong to a heading line; `end` stands behind the last of them that says something. */
type Block = { readonly start: number; readonly end: number }

function blockBelow(lines: readonly string[], heading: number, isNext: (line: string) => boolean): Block {
  const next = lines.findIndex((line, index) => index > heading && isNext(line))
  const limit = next < 0 ? lines.length : next
  const last = lines.findLastIndex((line, index) => index < limit && (index === heading || !COMMENT.test(line)))
  return { start: heading + 1, end: last + 1 }
}

function findKey(
  lines: readonly string[],
  { start, end }: Block,
  key: string,
  indentation: string,
): number | undefined {
  const isKey = new RegExp(`^${indentation}${key.replaceAll('.', '\\.')}\\s*=`)
  const index = lines.findIndex((line, at) => at >= start && at < end && isKey.test(line))
  return index < 0 ? undefined : index
}

function putLine(lines: readonly string[], { end }: Block, at: number | undefined, line: string): string[] {
  return at === undefined ? lines.toSpliced(end, 0, line) : lines.with(at, line)
}
