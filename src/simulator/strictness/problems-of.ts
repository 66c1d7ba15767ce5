import type { BetaReader } from '../../bedrock/beta-flags.ts'
import { SHAPES } from './body-shapes.ts'
import type { MemberRow, ObjectShape, Shape } from './shape.ts'

/** A step into a body: a member, the index of an element, or the type of a union, which no member is named after. */
export type Step = { readonly name: string; readonly kind: 'member' | 'index' | 'tag' }

/** What a schema objects to; the last step of `at` is the member that is concerned, or the object with the wrong type. */
export type Problem =
  | { readonly kind: 'extra'; readonly at: readonly Step[] }
  | { readonly kind: 'missing'; readonly at: readonly Step[] }
  | { readonly kind: 'unknown-type'; readonly at: readonly Step[]; readonly type: string; readonly known: string[] }

/** Who reads a body, and with which beta flags; further members are refused that the tables would let in. */
export type Reading = {
  readonly reader: BetaReader
  readonly flags: readonly string[]
  /** Paths without types, with `[]` for every index, such as `tools[].strict`. */
  readonly refused?: readonly string[]
}

/** Everything that the schema of Anthropic's models has against a body, in the order in which it stands there. */
export function* problemsOf(body: object, reading: Reading): Generator<Problem> {
  yield* problemsOfValue(body, 'body', [], reading)
}

function* problemsOfValue(value: unknown, name: string, at: readonly Step[], reading: Reading): Generator<Problem> {
  if (Array.isArray(value)) {
    const element = name.endsWith('[]') ? name.slice(0, -2) : undefined
    if (!element) return
    for (const [i, one] of value.entries()) {
      yield* problemsOfValue(one, element, [...at, { name: String(i), kind: 'index' }], reading)
    }
  } else if (typeof value === 'object' && value !== null && !name.endsWith('[]')) {
    const shape = SHAPES[name]
    if (shape) yield* problemsOfShape({ ...value }, shape, at, reading)
  }
}

type Json = Readonly<Record<string, unknown>>

function problemsOfShape(value: Json, shape: Shape, at: readonly Step[], reading: Reading): Iterable<Problem> {
  if ('members' in shape) return problemsOfObject(value, shape, at, reading)
  const type = typeof value.type === 'string' ? value.type : (shape.untagged ?? '')
  const known = Object.entries(shape.variants).filter(([, { flags }]) => isAdmitted(flags, reading))
  const variant = known.find(([name]) => name === type)?.[1]
  if (!variant) return [{ kind: 'unknown-type', at, type, known: known.map(([name]) => name) }]
  return problemsOfObject(value, variant, [...at, { name: type, kind: 'tag' }], reading)
}

function* problemsOfObject(
  value: Json,
  { members }: ObjectShape,
  at: readonly Step[],
  reading: Reading,
): Generator<Problem> {
  for (const [name, { requiredBy = [] }] of Object.entries(members)) {
    if (requiredBy.includes(reading.reader) && !(name in value)) yield { kind: 'missing', at: [...at, member(name)] }
  }
  for (const [name, inner] of Object.entries(value)) {
    const row = Object.hasOwn(members, name) ? members[name] : undefined
    const here = [...at, member(name)]
    if (!row || !isKnown(row, here, reading)) yield { kind: 'extra', at: here }
    else if (row.is) yield* problemsOfValue(inner, row.is, here, reading)
  }
}

function member(name: string): Step {
  return { name, kind: 'member' }
}

function isKnown(row: MemberRow, at: readonly Step[], reading: Reading): boolean {
  if (row.for && !row.for.includes(reading.reader)) return false
  return isAdmitted(row.flags, reading) && !reading.refused?.includes(patternOf(at))
}

function isAdmitted(flags: readonly string[] | undefined, reading: Reading): boolean {
  return !flags || flags.some((flag) => reading.flags.includes(flag))
}

/** A path as it is learned: types left out, every index an empty pair of brackets. */
function patternOf(at: readonly Step[]): string {
  return at
    .filter(({ kind }) => kind !== 'tag')
    .map(({ name, kind }) => (kind === 'index' ? '[]' : `.${name}`))
    .join('')
    .slice(1)
}
