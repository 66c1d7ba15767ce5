import type { Sent } from '../sending/attempt.ts'

/** What is told to a client of its request. */
export type OwnFacts = {
  /** As `resolutionHeaders` has them. */
  readonly ofResolution: readonly string[]
  /** Undefined where nothing is known of any. */
  readonly attempts: number | undefined
  readonly repaired: readonly string[]
  /** Undefined where the answer has one. */
  readonly requestId: string | undefined
}

/** The headers that tell the client what the proxy did, as a flat list. */
export function ownHeaders(
  { ofResolution, attempts, repaired, requestId }: OwnFacts,
  sent?: Pick<Sent, 'hint' | 'told'>,
): string[] {
  const flat = ofResolution.slice()
  if (attempts !== undefined) flat.push('x-bedrock-proxy-attempts', String(attempts))
  if (sent?.hint) flat.push('x-bedrock-proxy-hint', sent.hint)
  if (repaired.length > 0) flat.push('x-bedrock-proxy-repaired', repaired.join('; '))
  for (const name in sent?.told) flat.push(name, sent.told[name] as string)
  if (requestId !== undefined) flat.push('x-amzn-requestid', requestId)
  return flat
}
