import type { Sent } from '../sending/attempt.ts'

/** What may stand in a header's list: flags come from the client, who may have put anything in their place. */
const PRINTABLE = /^[\x21-\x2b\x2d-\x3a\x3c-\x7e]{1,100}$/
const MAX_SHOWN = 20

const NOTHING: readonly string[] = []

/**
 * What was taken out of a request because Bedrock refuses it, such as `beta=a,b`, `field=tools[].x`, and `learned` where that was
 * known before it was sent; empty where nothing was.
 */
export function tellRepair({ repaired, remedies }: Pick<Sent, 'repaired' | 'remedies'>): readonly string[] {
  if (!repaired) return NOTHING
  const { flags, places } = repaired
  const told = [...listed('beta', flags), ...listed('field', places)]
  const isLearned = told.length > 0 && !remedies.includes('repair')
  return isLearned ? [...told, 'learned'] : told
}

function listed(kind: string, names: readonly string[]): string[] {
  const shown = names.filter((name) => PRINTABLE.test(name)).slice(0, MAX_SHOWN)
  if (names.length === 0) return []
  return [`${kind}=${shown.join(',')}`]
}
