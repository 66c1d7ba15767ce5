import type { Catalog } from '../bedrock/catalog.ts'
import { idWithin } from '../bedrock/model-identifier.ts'

/** The foundation model ID behind an identifier, or the nearest to it that the identifier or the catalog tells; empty for none. */
export function modelBehind(identifier: string | undefined, catalog: Catalog): string {
  if (identifier === undefined) return ''
  return idWithin(identifier) ?? catalog.applicationProfiles.find(({ arn }) => arn === identifier)?.modelId ?? ''
}
