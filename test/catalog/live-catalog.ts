import type { Catalog } from '../../src/bedrock/catalog.ts'
import { catalogFromSnapshot, loadSnapshot } from '../../src/catalog/load-snapshot.ts'

/** A catalog as AWS lists it, with one application profile. */
export const LIVE: Catalog = {
  ...catalogFromSnapshot(loadSnapshot(), 'eu-central-1'),
  source: 'live',
  asOf: '2026-11-22T12:00:00.000Z',
  applicationProfiles: [
    {
      arn: 'arn:aws:bedrock:eu-central-1:123456789012:application-inference-profile/a',
      name: 'search',
      modelId: 'amazon.nova-lite-v1:0',
      destinationRegions: ['eu-central-1'],
      reachesAnywhere: false,
      tags: { team: 'search' },
    },
  ],
}
