import { createScanner, findNodeAtLocation, type Node, parseTree } from 'jsonc-parser'
import type { ConfigValue } from '../agent-row.ts'
import type { Assignment } from './file-format.ts'

/**
 * The JSON text with a value set at a place whose parent is there. No other character changes: a comment stays behind
 * what it was written to, and new lines look like those around them.
 * @throws Error where the parent is neither an object nor a list
 */
export function setJsonValue(text: string, { path, value }: Assignment): string {
  const root = parseTree(text, [], { allowTrailingComma: true })
  const node = root && findNodeAtLocation(root, [...path])
  if (node) {
    const written = write(value, indentationAt(text, node.offset), text)
    return text.slice(0, node.offset) + written + text.slice(node.offset + node.length)
  }
  const parent = root && findNodeAtLocation(root, path.slice(0, -1))
  if (!parent?.children) throw new Error(`${path.join('.')} has no parent`)
  return insert(text, parent, path.at(-1) ?? '', value)
}

function insert(text: string, parent: Node, key: string | number, value: ConfigValue): string {
  const label = typeof key === 'string' ? `${JSON.stringify(key)}: ` : ''
  const close = endOf(parent) - 1
  const last = parent.children?.at(-1)
  if (!last) return insertFirst(text, parent, (indentation) => label + write(value, indentation, text))
  const end = text.slice(0, close).trimEnd().length
  const hasComma = hasCommaIn(text.slice(endOf(last), end))
  // The comma stands right behind the last item, before a comment on it.
  const head = text.slice(0, endOf(last)) + (hasComma ? '' : ',') + text.slice(endOf(last), end)
  if (!text.slice(parent.offset, close).includes('\n')) {
    return `${head} ${label}${JSON.stringify(value)}${text.slice(end)}`
  }
  const indentation = indentationAt(text, last.offset)
  const item = label + write(value, indentation, text)
  return head + eolOf(text) + indentation + item + (hasComma ? ',' : '') + text.slice(end)
}

/** Into brackets that hold nothing but, perhaps, a comment. */
function insertFirst(text: string, parent: Node, itemAt: (indentation: string) => string): string {
  const close = endOf(parent) - 1
  const head = text.slice(0, close).trimEnd()
  const outer = indentationAt(text, parent.offset)
  const inner = outer + unitOf(text)
  return head + eolOf(text) + inner + itemAt(inner) + eolOf(text) + outer + text.slice(close)
}

function endOf({ offset, length }: Node): number {
  return offset + length
}

/** True where a comma stands among spaces and comments. */
function hasCommaIn(text: string): boolean {
  const scanner = createScanner(text, true)
  scanner.scan()
  return text.charAt(scanner.getTokenOffset()) === ','
}

function write(value: ConfigValue, indentation: string, text: string): string {
  return JSON.stringify(value, null, unitOf(text)).replaceAll('\n', eolOf(text) + indentation)
}

/** The white space at the beginning of the line that a place is on. */
function indentationAt(text: string, offset: number): string {
  const line = text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset)
  return /^[ \t]*/.exec(line)?.[0] ?? ''
}

function unitOf(text: string): string {
  return /^([ \t]+)[^\s/*]/m.exec(text)?.[1] ?? '  '
}

function eolOf(text: string): string {
  return text.includes('\r\n') ? '\r\n' : '\n'
}
