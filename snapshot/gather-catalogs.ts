import { connectAws } from '../src/aws/connect-aws.ts'
import type { Credentials } from '../src/aws/credentials.ts'
import { controlPlaneEndpoint, runtimeEndpoint } from '../src/aws/endpoints.ts'
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
export function gatherCatalogs(inquiry: Inquiry, snapshot: Snapshot, now: () => Date): Promise<RegionAnswer[]> {
  return Promise.all(inquiry.regions.map((region) => ask(region, inquiry, snapshot, now)))
}

async function ask(
  region: string,
  { loadCredentials, endpoint, env }: Inquiry,
  snapshot: Snapshot,
  now: () => Date,
): Promise<RegionAnswer> {
  const aws = connectAws({
    region,
    profile: undefined,
    runtime: runtimeEndpoint(region),
    controlPlane: endpoint ?? controlPlaneEndpoint(region),
    bearerToken: undefined,
    loadCredentials,
    caBundle: env.AWS_CA_BUNDLE,
    nodeExtraCaCerts: env.NODE_EXTRA_CA_CERTS,
  })
  try {
    const { catalog } = await discoverCatalog(region, await aws.controlPlane(), snapshot, { now })
    return { region, catalog }
  } catch (error) {
    return { region, refusal: causeOf(error) }
  } finally {
    await aws.close()
  }
}
