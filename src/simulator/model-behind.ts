import type { Catalog } from '../bedrock/catalog.ts'
import { parseModelIdentifier } from '../bedrock/model-identifier.ts'

/** The foundation model ID behind an identifier, or the nearest to it that the identifier or the catalog tells; empty for none. */
export function modelBehind(identifier: string | undefined, catalog: Catalog): string {
  if (identifier === undefined) return ''
  const parsed = parseModelIdentifier(identifier)
  switch (parsed.form) {
    case 'id':
      return parsed.id
    case 'foundation-model-arn':
      return parsed.modelId
    case 'inference-profile-arn':
      return parsed.profileId
    case 'other-arn':
      return catalog.applicationProfiles.find(({ arn }) => arn === identifier)?.modelId ?? ''
  }
}
