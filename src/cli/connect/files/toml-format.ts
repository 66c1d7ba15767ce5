import { isDeepStrictEqual } from 'node:util'
import { parse, patch, stringify } from '@decimalturn/toml-patch'
import type { ConfigObject } from '../agent-row.ts'
import { applyAssignments, isObject } from './assignments.ts'
import { type Assignment, BrokenText, type FileFormat } from './file-format.ts'

/** TOML 1.1. New tables stand at the end under headers of their own, as people write them. */
export const TOML_FORMAT: FileFormat = {
  parse(text) {
    try {
      return parse(text)
    } catch (error) {
      throw new BrokenText('not valid TOML', lineOf(error))
    }
  },
  assign(text, assignments) {
    const target = applyAssignments(parse(text), assignments)
    const withTables = withTablesAtEnd(text, assignments)
    // A table cannot be added under a header where the one around it stands on a single line.
    return holds(withTables, target) ? withTables : patch(text, target)
  },
}

function lineOf(error: unknown): number | undefined {
  return error instanceof Error && 'line' in error && typeof error.line === 'number' ? error.line : undefined
}

function withTablesAtEnd(text: string, assignments: readonly Assignment[]): string {
  const single = assignments.filter(({ value }) => !isObject(value))
  const tables = assignments.flatMap(({ path, value }) => (isObject(value) ? [tableText(path.map(String), value)] : []))
  const changed = single.length === 0 ? text : patch(text, applyAssignments(parse(text), single))
  const eol = text.includes('\r\n') ? '\r\n' : '\n'
  const added = `${tables.join('\n\n')}\n`.replaceAll('\n', eol)
  if (tables.length === 0) return changed
  return changed.trim() === '' ? added : changed.trimEnd() + eol + eol + added
}

function tableText(path: readonly string[], table: ConfigObject): string {
  const entries = Object.entries(table)
  const lines = entries
    .filter(([, value]) => !isObject(value))
    .map(([key, value]) => stringify({ [key]: value }).trim())
  const inner = entries.flatMap(([key, value]) => (isObject(value) ? [tableText([...path, key], value)] : []))
  const own =
    lines.length > 0 || inner.length === 0 ? [[`[${path.map(headerKey).join('.')}]`, ...lines].join('\n')] : []
  return [...own, ...inner].join('\n\n')
}

function headerKey(key: string): string {
  return /^[\w-]+$/.test(key) ? key : JSON.stringify(key)
}

function holds(text: string, target: unknown): boolean {
  try {
    return isDeepStrictEqual(structuredClone(parse(text)), structuredClone(target))
  } catch {
    return false
  }
}
