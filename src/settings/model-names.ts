import { isIdentifier, withoutMarker } from '../bedrock/model-identifier.ts'
import { mapping } from './mapping-schema.ts'
import type { FileForm, SettingSchema } from './setting-schemas.ts'

const EXPECTED = 'a mapping of names, in one line each, to model IDs or ARNs'
const EXPECTED_TARGET = 'a model ID or an ARN'

const FORM: FileForm = { additionalProperties: { type: 'string' } }

/** As long as an identifier may be, of characters that can be seen, and blanks: whatever a client can send. */
const NAME = /^[^\p{C}\p{Zl}\p{Zp}]{1,2048}$/u

/**
 * The names that a person gives to models: whatever a client may send, each to a model ID or an ARN. A name is looked up
 * once, so that a target which is itself one of the names is refused.
 */
export function modelNames(): SettingSchema<ReadonlyMap<string, string>> {
  return mapping(EXPECTED, FORM, (entries, report) => {
    if (!entries.every(([name]) => NAME.test(name))) report([], EXPECTED)
    const names = new Map(entries.map(([name, target]) => [name, String(target)]))
    for (const [name, target] of entries) {
      const problem = problemWithTarget(target) ?? problemWithChain(name, names)
      if (problem !== undefined && NAME.test(name)) report([name], problem)
    }
    return names
  })
}

function problemWithTarget(target: unknown): string | undefined {
  const isTarget = typeof target === 'string' && isIdentifier(target) && withoutMarker(target) === target
  return isTarget ? undefined : EXPECTED_TARGET
}

function problemWithChain(name: string, names: ReadonlyMap<string, string>): string | undefined {
  const chain = chainFrom(name, names)
  const last = chain.at(-1)
  if (last === undefined) return undefined
  const isCircle = names.has(names.get(last) ?? '')
  const advice = isCircle ? 'these lead round in a circle' : `map it directly to what ${last} is mapped to`
  return `${EXPECTED_TARGET}, not another of these names: ${advice}`
}

/** The names that lead on from a name, each once. */
function chainFrom(name: string, names: ReadonlyMap<string, string>): string[] {
  const chain: string[] = []
  let next = names.get(name)
  while (next !== undefined && names.has(next) && !chain.includes(next)) {
    chain.push(next)
    next = names.get(next)
  }
  return chain
}
