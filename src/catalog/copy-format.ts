import * as z from 'zod'
import type { Catalog } from '../bedrock/catalog.ts'
import { isIdentifier, isProfileArn } from '../bedrock/model-identifier.ts'
import { isRegionCode } from '../bedrock/region-code.ts'

/** Counts up when the shape changes; a copy of another format is not read. */
const FORMAT = 1

/** What is read back is believed no more than what AWS lists: it goes into paths, headers and terminals. */
const IDENTIFIER = z.string().refine(isIdentifier)
const SHOWN = z.string().regex(/^\P{C}*$/u)
const REGION = z.string().refine(isRegionCode)

const DESTINATIONS = { destinationRegions: z.array(REGION), reachesAnywhere: z.boolean() }

const MODEL = z
  .object({
    modelId: IDENTIFIER,
    name: SHOWN,
    onDemand: z.boolean(),
    profiles: z.array(z.object({ id: IDENTIFIER, geography: z.string(), ...DESTINATIONS })),
    endOfLife: z.iso.date().exactOptional(),
    hasEnded: z.literal(true).exactOptional(),
  })
  .refine(({ modelId, profiles }) => profiles.every(({ id, geography }) => id === `${geography}.${modelId}`))

const APPLICATION_PROFILE = z.object({
  arn: IDENTIFIER.refine(isProfileArn),
  name: SHOWN,
  modelId: IDENTIFIER,
  tags: z.record(SHOWN, SHOWN),
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
