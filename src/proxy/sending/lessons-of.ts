import type { Catalog } from '../../bedrock/catalog.ts'
import type { Policy } from '../../bedrock/policy.ts'
import { RESTING } from './cool-down.ts'
import type { Memory } from './memory.ts'
import { WORKED } from './other-identifier.ts'
import { REFUSED } from './repair.ts'
import { UNKNOWN } from './unknown-route.ts'
import { METADATA_REFUSED } from './without-metadata.ts'

/** Something that answers have taught, for a person. */
export type ToldLesson = {
  readonly kind: 'repair' | 'healed' | 'cool-down' | 'unknown-route'
  readonly operation?: string
  /** The identifier that it is about. */
  readonly model?: string
  /** What is left out of requests, or sent in place of the identifier. */
  readonly what?: string
  readonly holdsForMs: number
}

/** What a Region's memory holds that still counts under the catalog and the policy in force. */
export function lessonsOf(memory: Memory, catalog: Catalog, policy: Policy): readonly ToldLesson[] {
  return [
    ...memory.known(RESTING).map(({ about, holdsForMs }) => ({ kind: 'cool-down' as const, model: about, holdsForMs })),
    ...memory
      .known(WORKED)
      .filter(({ value }) => value.catalog === catalog && value.policy === policy)
      .map(({ about, value, holdsForMs }) => {
        const [, operation = '', model = ''] = /^(\S+) (.*)$/s.exec(about) ?? []
        return { kind: 'healed' as const, operation, model, what: value.worked.resolved, holdsForMs }
      }),
    ...memory
      .known(REFUSED)
      .map(({ about, holdsForMs }) => ({ kind: 'repair' as const, ...partIn(about), holdsForMs })),
    ...memory
      .known(METADATA_REFUSED)
      .map(({ about, holdsForMs }) => ({ kind: 'repair' as const, operation: about, what: 'metadata', holdsForMs })),
    ...memory
      .known(UNKNOWN)
      .map(({ about, holdsForMs }) => ({ kind: 'unknown-route' as const, operation: about, holdsForMs })),
  ]
}

const KINDS: Readonly<Record<string, string>> = { flags: 'beta', places: 'field' }

/** In the words of `x-bedrock-proxy-repaired`. */
function partIn(about: string): { operation: string; model: string; what: string } {
  const [, operation = '', model = '', kind = '', name = ''] = /^(\S+) (.*?) (flags|places) (.*)$/s.exec(about) ?? []
  return { operation, model, what: `${KINDS[kind]}=${name}` }
}
