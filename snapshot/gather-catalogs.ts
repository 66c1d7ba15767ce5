import { readAuthorities } from '../src/aws/certificate-authorities.ts'
import { connectAws } from '../src/aws/connect-aws.ts'
import type { Credentials } from '../src/aws/credentials.ts'
import { awsEndpoint } from '../src/aws/endpoints.ts'
import { createWayOut } from '../src/aws/way-out.ts'
import type { Catalog } from '../src/bedrock/catalog.ts'
import { causeOf } from '../src/catalog/catalog-problem.ts'
import { discoverCatalog } from '../src/catalog/discover-catalog.ts'
import type { Snapshot } from '../src/catalog/load-snapshot.ts'

/** Whom to ask about which Regions. */
export type Inquiry = {
  readonly regions: readonly string[]
  readonly loadCredentials: () => Promise<Credentials>
  /** In the place of every Region's control plane. */
  readonly endpoint: URL | undefined
  readonly env: Readonly<Record<string, string | undefined>>
}

/** What a Region answered: its catalog, or why there is none. */
export type RegionAnswer = { readonly region: string; readonly catalog?: Catalog; readonly refusal?: string }

/** Asks every Region at once. Never rejects: a Region that refuses says so in its answer. */
export async function gatherCatalogs(inquiry: Inquiry, snapshot: Snapshot, now: () => Date): Promise<RegionAnswer[]> {
  const { regions, loadCredentials, endpoint, env } = inquiry
  const bundle = env.AWS_CA_BUNDLE
  const aws = connectAws({
    bearerToken: undefined,
    loadCredentials,
    wayOut: createWayOut(env, bundle ? readAuthorities({ givenAs: 'AWS_CA_BUNDLE', file: bundle }) : []),
  })
  const ask = async (region: string): Promise<RegionAnswer> => {
    const controlPlane = endpoint ?? awsEndpoint('control-plane', region)
    const { loadControlPlane } = aws.inRegion({ region, runtime: awsEndpoint('runtime', region), controlPlane })
    try {
      const { catalog } = await discoverCatalog(region, await loadControlPlane(), snapshot, { now })
      return { region, catalog }
    } catch (error) {
      return { region, refusal: causeOf(error) }
    }
  }
  try {
    return await Promise.all(regions.map(ask))
  } finally {
    await aws.close()
  }
}
