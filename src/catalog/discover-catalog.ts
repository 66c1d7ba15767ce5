import type { ControlPlane, ProfileSummary } from '../aws/control-plane.ts'
import { ControlPlaneError } from '../aws/control-plane-error.ts'
import type { ApplicationProfile, Catalog } from '../bedrock/catalog.ts'
import { catalogFromListings } from './catalog-from-listings.ts'
import type { Snapshot } from './load-snapshot.ts'
import { tagProfiles } from './tag-profiles.ts'

/** A part that AWS did not tell; the catalog is good without it. */
export type MissingPart = { readonly part: 'application-profiles' | 'tags'; readonly cause: unknown }

/** What AWS lists for a Region, and what it kept to itself. */
export type Discovery = { readonly catalog: Catalog; readonly missing: readonly MissingPart[] }

/** What to ask for beside the listings, and what is known already. */
export type DiscoveryOptions = {
  /** Asks for the tags of every application profile: one more request for each. */
  readonly withTags?: boolean
  /** The account's profiles as they were last heard of: they stand in for a part that AWS does not tell this time. */
  readonly known?: readonly ApplicationProfile[]
  readonly now?: () => Date
}

/**
 * Asks the control plane what is callable from a Region: the one source that is never stale.
 * Rejects as the control plane does, and with ControlPlaneError `empty` where AWS lists nothing at all.
 */
export async function discoverCatalog(
  region: string,
  controlPlane: ControlPlane,
  snapshot: Snapshot,
  { withTags = false, known = [], now = () => new Date() }: DiscoveryOptions = {},
): Promise<Discovery> {
  const own = listOwnProfiles(controlPlane)
  const [systemProfiles, models] = await Promise.all([
    controlPlane.listInferenceProfiles('SYSTEM_DEFINED'),
    controlPlane.listFoundationModels(),
  ])
  if (systemProfiles.length === 0 && models.length === 0) {
    throw new ControlPlaneError(`AWS lists nothing for ${region}.`, { code: 'empty' })
  }
  const { summaries, missing } = await own
  const listings = { systemProfiles, applicationProfiles: summaries, models }
  const catalog = catalogFromListings(region, listings, snapshot, now().toISOString())
  if (missing) return { catalog: { ...catalog, applicationProfiles: stillGood(known, catalog) }, missing: [missing] }
  if (!withTags) return { catalog, missing: [] }
  const { profiles, failure } = await tagProfiles(catalog.applicationProfiles, controlPlane, known)
  return {
    catalog: { ...catalog, applicationProfiles: profiles },
    missing: failure === undefined ? [] : [{ part: 'tags', cause: failure }],
  }
}

/** An account that may not list its own profiles still has those of AWS. */
async function listOwnProfiles(
  controlPlane: ControlPlane,
): Promise<{ readonly summaries: readonly ProfileSummary[]; readonly missing?: MissingPart }> {
  try {
    return { summaries: await controlPlane.listInferenceProfiles('APPLICATION') }
  } catch (cause) {
    return { summaries: [], missing: { part: 'application-profiles', cause } }
  }
}

function stillGood(known: readonly ApplicationProfile[], { models }: Catalog): ApplicationProfile[] {
  return known.filter(({ modelId }) => !models.get(modelId)?.hasEnded)
}
