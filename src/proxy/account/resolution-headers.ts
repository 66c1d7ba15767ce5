import type { ResolvedModel } from '../resolve-requested-model.ts'
import { shownName } from './shown-names.ts'

/** The headers that tell the client what went upstream for the model that it named, and why, as a flat list. */
export function resolutionHeaders(resolution: ResolvedModel | undefined, requestedModel: string | undefined): string[] {
  const flat: string[] = []
  if (resolution) flat.push('x-bedrock-proxy-model', shownName(resolution.resolved))
  if (requestedModel !== undefined) flat.push('x-bedrock-proxy-requested-model', requestedModel)
  if (resolution) flat.push('x-bedrock-proxy-reason', resolution.reason)
  return flat
}
