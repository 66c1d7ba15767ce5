import type { BetaReader } from '../../bedrock/beta-flags.ts'

/** Where a row's news comes from, and the month in which it was read. AWS publishes no schema. */
export type Evidence = { readonly source: string; readonly date: string }

/** A member that an object may have. */
export type MemberRow = Evidence & {
  /** What its value is, by the name of a shape, `[]` behind it for a list of such; what has no name is not looked into. */
  readonly is?: string
  /** It is there for requests with one of these beta flags alone. */
  readonly flags?: readonly string[]
  /** Who knows it; everybody unless told. */
  readonly for?: readonly BetaReader[]
  /** Who refuses an object without it. */
  readonly requiredBy?: readonly BetaReader[]
}

/** An object with certain members. */
export type ObjectShape = { readonly members: Readonly<Record<string, MemberRow>>; readonly flags?: readonly string[] }

/** An object whose `type` tells its members; AWS names that type in the paths of its sentences. */
export type UnionShape = {
  readonly variants: Readonly<Record<string, ObjectShape>>
  /** What an object without a `type` is. */
  readonly untagged?: string
}

/** What a value may be that is looked into. */
export type Shape = ObjectShape | UnionShape

/** Everybody to whom a whole body is sent; Converse's fields are only a part of one. */
export const WHOLE_BODIES: readonly BetaReader[] = ['invoke', 'count', 'messages', 'mantle', 'mantle-count']

/** An object with the members that are told by their names alone. */
export function objectOf(evidence: Evidence, names: readonly string[]): ObjectShape {
  return { members: Object.fromEntries(names.map((name) => [name, evidence])) }
}
