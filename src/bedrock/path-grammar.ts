import { CONTROL_PLANE_OPERATIONS } from './control-plane-operations.ts'
import { DOOR_OPERATIONS } from './door-operations.ts'
import type { ErrorDialect } from './errors.ts'
import { MANTLE_OPERATIONS } from './mantle-operations.ts'
import { OPERATIONS, type Operation } from './operations.ts'
import { isRouter } from './plain-names.ts'
import { readingsOfPath, takeApartPath } from './request-path.ts'

/** The operation that a path names, with what stands in the place of its labels, not yet decoded. */
export type NamedOperation = {
  readonly operation: Operation
  readonly rawLabels: readonly string[]
  /** The Region that the path begins with, if it begins with one. */
  readonly region: string | undefined
}

/** One path of an operation: its literal segments, in which undefined stands for a label. */
type Template = { readonly operation: Operation; readonly literals: readonly (string | undefined)[] }

const TEMPLATES: readonly Template[] = [
  ...OPERATIONS,
  ...DOOR_OPERATIONS,
  ...MANTLE_OPERATIONS,
  ...CONTROL_PLANE_OPERATIONS,
].flatMap((operation) => [...new Set([operation.path, ...operation.aliases])].map((path) => template(operation, path)))

function template(operation: Operation, path: string): Template {
  return { operation, literals: path.split('/').map((segment) => (segment.startsWith('{') ? undefined : segment)) }
}

const TEMPLATES_BY_METHOD: ReadonlyMap<string, readonly Template[]> = new Map(
  (['GET', 'POST', 'HEAD'] as const).map((method) => [method, templatesFor(method === 'HEAD' ? 'GET' : method)]),
)

function templatesFor(method: Operation['method']): readonly Template[] {
  return TEMPLATES.filter(({ operation }) => operation.method === method)
}

const FIRST_WORDS: ReadonlySet<string> = new Set(TEMPLATES.flatMap(({ literals }) => literals[1] ?? []))

/**
 * Finds the operation that a method and a raw path name; undefined where they name none. HEAD names what GET names. A label
 * is one segment, or an ARN or a router's name for a model whose slashes the client did not encode.
 */
export function findOperation(method: string, path: string): NamedOperation | undefined {
  const candidates = TEMPLATES_BY_METHOD.get(method) ?? []
  for (const { region, segments } of readingsOfPath(takeApartPath(path, FIRST_WORDS))) {
    for (const read of [readAsIs, readWithSlashes]) {
      for (const { operation, literals } of candidates) {
        const rawLabels = read(literals, segments)
        if (rawLabels) return { operation, rawLabels, region }
      }
    }
  }
  return undefined
}

/** The error dialect of a path, also where it names no operation. */
export function dialectOfPath(path: string): ErrorDialect {
  const readings = readingsOfPath(takeApartPath(path, FIRST_WORDS))
  for (const { segments } of readings) {
    const known = TEMPLATES.find(({ literals }) => readAsIs(literals, segments) !== undefined)
    if (known) return known.operation.dialect
  }
  const segments = readings[0]?.segments ?? []
  const [, first = '', second = ''] = segments
  return DIALECTS.get(first === 'mantle' ? second : first) ?? 'aws'
}

/** Of paths that begin as a door does. */
const DIALECTS: ReadonlyMap<string, ErrorDialect> = new Map([
  ['anthropic', 'anthropic'],
  ['messages', 'anthropic'],
  ['openai', 'openai'],
  ['chat', 'openai'],
  ['responses', 'openai'],
  ['models', 'openai'],
  ['v1', 'openai'],
])

type Read = (literals: Template['literals'], segments: readonly string[]) => readonly string[] | undefined

const readAsIs: Read = (literals, segments) => {
  if (literals.length !== segments.length) return undefined
  if (!literals.every((literal, i) => (literal === undefined ? segments[i] !== '' : literal === segments[i]))) {
    return undefined
  }
  return segments.filter((_, i) => literals[i] === undefined)
}

/** The first label takes all segments that are too many. */
const readWithSlashes: Read = (literals, segments) => {
  const extra = segments.length - literals.length
  const label = literals.indexOf(undefined)
  if (extra <= 0 || label === -1 || !mayHaveSlashes(segments[label] ?? '')) return undefined
  const name = segments.slice(label, label + extra + 1).join('/')
  return readAsIs(literals, segments.toSpliced(label, extra + 1, name))
}

function mayHaveSlashes(begin: string): boolean {
  return ARN_BEGIN.test(begin) || isRouter(begin)
}

const ARN_BEGIN = /^arn(?::|%3a)/i
