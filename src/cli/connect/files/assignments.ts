import { isDeepStrictEqual } from 'node:util'
import type { ConfigObject, ConfigValue } from '../agent-row.ts'
import { type Assignment, BrokenText } from './file-format.ts'

/**
 * The fewest changes after which `existing` holds everything that is wanted. Mappings are merged; an item of a list takes
 * the place of the one with its `id` or `name`, or is added at the end.
 * @throws BrokenText where something stands in the way that is neither a mapping nor a list
 */
export function assignmentsFor(existing: unknown, wanted: ConfigValue, path: Assignment['path'] = []): Assignment[] {
  if (isObject(wanted)) return inObject(existing, wanted, path)
  if (isList(wanted)) return inList(existing, wanted, path)
  return isDeepStrictEqual(existing, wanted) ? [] : [{ path, value: wanted }]
}

/** The part of `wanted` that `existing` has no value for; undefined where it has one for everything. */
export function missingFrom(existing: unknown, wanted: ConfigObject): ConfigObject {
  const entries = Object.entries(wanted).flatMap(([key, value]): [string, ConfigValue][] => {
    const present = isObject(existing) ? existing[key] : undefined
    if (isAbsent(present)) return [[key, value]]
    const missing = isObject(value) && isObject(present) ? missingFrom(present, value) : {}
    return Object.keys(missing).length > 0 ? [[key, missing]] : []
  })
  return Object.fromEntries(entries)
}

/** What a value becomes by these changes; the value itself stays as it is. */
export function applyAssignments(value: unknown, assignments: readonly Assignment[]): unknown {
  return assignments.reduce((result, assignment) => withValue(result, assignment.path, assignment.value), value)
}

/** A mapping of plain values. */
export function isObject<Value>(value: Value): value is Value & { readonly [key: string]: ConfigValue } {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** True for what an empty place in a file reads as. */
function isAbsent(value: unknown): value is null | undefined {
  return value === undefined || value === null
}

function isList(value: ConfigValue): value is readonly ConfigValue[] {
  return Array.isArray(value)
}

function inObject(existing: unknown, wanted: ConfigObject, path: Assignment['path']): Assignment[] {
  if (isAbsent(existing) && path.length > 0) return [{ path, value: wanted }]
  if (!isObject(existing)) throw new BrokenText(`${path.join('.') || 'its content'} is not a mapping`)
  return Object.entries(wanted).flatMap(([key, value]) => assignmentsFor(existing[key], value, [...path, key]))
}

function inList(existing: unknown, wanted: readonly ConfigValue[], path: Assignment['path']): Assignment[] {
  if (isAbsent(existing)) return [{ path, value: wanted }]
  if (!Array.isArray(existing)) throw new BrokenText(`${path.join('.')} is not a list`)
  let end = existing.length
  return wanted.flatMap((item) => {
    const index = existing.findIndex((other) => isSameItem(other, item))
    if (index >= 0) return assignmentsFor(existing[index], item, [...path, index])
    end += 1
    return [{ path: [...path, end - 1], value: item }]
  })
}

function isSameItem(other: unknown, item: ConfigValue): boolean {
  if (!isObject(item) || !isObject(other)) return isDeepStrictEqual(other, item)
  const key = 'id' in item ? 'id' : 'name'
  return item[key] !== undefined && item[key] === other[key]
}

function withValue(target: unknown, path: Assignment['path'], value: ConfigValue): unknown {
  const [key, ...rest] = path
  if (key === undefined) return value
  if (Array.isArray(target) && typeof key === 'number') {
    return Object.assign([...target], { [key]: withValue(target[key], rest, value) })
  }
  const entries: { readonly [name: string]: unknown } = isObject(target) ? target : {}
  return { ...entries, [key]: withValue(entries[key], rest, value) }
}
