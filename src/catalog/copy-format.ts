import { z } from 'zod'
import type { Catalog } from '../bedrock/catalog.ts'

/** Counts up when the shape changes; a copy of another format is not read. */
const FORMAT = 1

const DESTINATIONS = { destinationRegions: z.array(z.string()), reachesAnywhere: z.boolean() }

const MODEL = z.object({
  modelId: z.string().min(1),
  name: z.string(),
  onDemand: z.boolean(),
  profiles: z.array(z.object({ id: z.string().min(1), geography: z.string(), ...DESTINATIONS })),
  endOfLife: z.iso.date().exactOptional(),
  hasEnded: z.literal(true).exactOptional(),
})

const APPLICATION_PROFILE = z.object({
  arn: z.string().startsWith('arn:'),
  name: z.string(),
  modelId: z.string().min(1),
  tags: z.record(z.string(), z.string()),
  ...DESTINATIONS,
})

const COPY = z.object({
  format: z.literal(FORMAT),
  region: z.string(),
  asOf: z.iso.datetime(),
  models: z.array(MODEL).min(1),
  applicationProfiles: z.array(APPLICATION_PROFILE),
})

/** A catalog as the text of a file. */
export function copyText({ region, asOf, models, applicationProfiles }: Catalog): string {
  return JSON.stringify({ format: FORMAT, region, asOf, models: [...models.values()], applicationProfiles })
}

/**
 * The catalog of a Region in the text of a file.
 * @throws SyntaxError or ZodError where the text is no copy of that Region's catalog
 */
export function parseCopy(text: string, region: string): Catalog {
  const { asOf, models, applicationProfiles } = COPY.extend({ region: z.literal(region) }).parse(JSON.parse(text))
  const byId = new Map(models.map((model) => [model.modelId, model]))
  return { region, source: 'cache', asOf, models: byId, applicationProfiles }
}
