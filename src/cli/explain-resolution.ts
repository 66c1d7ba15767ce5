import type { Catalog } from '../bedrock/catalog.ts'
import type { Naming } from '../bedrock/find-model.ts'
import { nearestIdentifiers } from '../bedrock/nearest-identifiers.ts'
import { REASON_SENTENCES } from '../bedrock/reason-sentences.ts'
import type { NotResolved, Resolution } from '../bedrock/resolution.ts'
import type { Settings } from '../settings/settings.ts'
import { alignColumns } from './columns.ts'
import type { Paint } from './print.ts'

/** How a Resolution is told. */
export type Telling = {
  readonly now: Date
  readonly paint: Paint
  /** No line is wider, unless told otherwise by a word of its own. */
  readonly width?: number
  /** Where the settings forbid to ask AWS, the origin of the knowledge says so. */
  readonly discovery?: Settings['discovery']
}

/** A Resolution for a person: what goes upstream, why, how far it travels, and what else was weighed. */
export function explainResolution(resolution: Resolution, catalog: Catalog, telling: Telling): string[] {
  const { paint, width } = telling
  const facts = factsOf(resolution, catalog, telling).map(([name, value]) => [paint('dim', name), value])
  const candidates = candidateLines(resolution, telling)
  return [...alignColumns(facts, width), ...(candidates.length === 0 ? [] : ['', 'Candidates', ...candidates])]
}

type Fact = readonly [name: string, value: string]

function factsOf(resolution: Resolution, catalog: Catalog, telling: Telling): Fact[] {
  return [
    ['Requested', resolution.requested],
    ...outcomeOf(resolution, telling.paint),
    ...similar(resolution, catalog),
    ['Source Region', catalog.region],
    ['Known from', knownFrom(resolution, catalog, telling)],
  ]
}

function outcomeOf(resolution: Resolution, paint: Paint): Fact[] {
  if (!('resolved' in resolution)) return [[HEADINGS[resolution.kind], paint('red', resolution.why)]]
  const { resolved, reason, geography, destinationRegions } = resolution
  return [
    ...understanding(resolution),
    ['Goes upstream', paint('bold', resolved)],
    ['Because', REASON_SENTENCES[reason]],
    ['Geography', geography ?? '–'],
    ['Destination Regions', destinationRegions.join(', ') || 'not known'],
  ]
}

/** What somebody may have meant who asks for a model that nobody knows. */
function similar(resolution: Resolution, catalog: Catalog): Fact[] {
  if (!('resolved' in resolution) || resolution.reason !== 'unknown-model') return []
  const nearest = nearestIdentifiers(resolution.requested, catalog)
  return nearest.length > 0 ? [['Similar', nearest.join(', ')]] : []
}

/** Which model a name was taken for that is not quite its ID. */
function understanding({ naming, modelId }: Exclude<Resolution, NotResolved>): Fact[] {
  const how = naming && NAMINGS[naming]
  return how && modelId ? [['Understood as', `${modelId}, ${how}`]] : []
}

const NAMINGS: Partial<Record<Naming, string>> = {
  'inexact-version': 'although its version or date is another one',
  'vendor-name': "by the vendor's own name",
}

/** Where the knowledge is from, and how old it is. */
function knownFrom(resolution: Resolution, { source, asOf }: Catalog, { now, discovery }: Telling): string {
  const origin = 'resolved' in resolution && resolution.isConfigured ? `the settings; ${source}` : source
  const asked = discovery === 'off' ? '; AWS was not asked: discovery is off' : ''
  return `${origin}, ${asOf} (${ageOf(asOf, now)})${asked}`
}

function ageOf(asOf: string, now: Date): string {
  const minutes = Math.max(0, Math.floor((now.getTime() - Date.parse(asOf)) / 60_000))
  const [size, unit] = UNITS.find(([minutesLong]) => minutes >= minutesLong) ?? [1, 'minute']
  const count = Math.floor(minutes / size)
  return `${count} ${unit}${count === 1 ? '' : 's'} old`
}

const UNITS: readonly (readonly [minutesLong: number, name: string])[] = [
  [24 * 60, 'day'],
  [60, 'hour'],
  [1, 'minute'],
]

const HEADINGS: Record<NotResolved['kind'], string> = { refused: 'Refused', ambiguous: 'Ambiguous', invalid: 'Invalid' }

function candidateLines({ candidates }: Resolution, { paint, width }: Telling): string[] {
  const rows = candidates.map(({ id, accepted, why }) => [
    `${accepted ? paint('green', '✓') : paint('red', '✗')}  ${id}`,
    why,
  ])
  return alignColumns(rows, width === undefined ? undefined : width - 2).map((line) => `  ${line}`)
}
