import { type BetaReader, betaFlagKnownAs, betaFlagsIn } from '../../bedrock/beta-flags.ts'
import { fromBase64, toBase64 } from '../../http/base64-chunks.ts'
import { bytesBetween, ChunkCursor } from '../../http/chunk-list.ts'
import { applyEdits, type Edit, removals, replacement } from '../../http/json-edits.ts'
import { scanLongObject } from '../../http/json-object-scan.ts'
import { pathTree } from '../../http/json-paths.ts'
import type { FoundValue } from '../../http/json-trail.ts'
import { unhashedBody } from '../body.ts'
import type { UpstreamRequest } from '../exchange.ts'

/** What is left out of a request because Bedrock refused it: beta flags by their names, members by their places. */
export type Repair = { readonly flags: ReadonlySet<string>; readonly places: ReadonlySet<string> }

/** What a repair found to take out of one request. */
export type TakenOut = { readonly flags: readonly string[]; readonly places: readonly string[] }

/** Where nothing is left out. */
export const NO_REPAIR: Repair = { flags: new Set(), places: new Set() }

/** Where a body may list beta flags: InvokeModel's place, and Converse's. */
const BETA_LISTS = ['anthropic_beta', 'additionalModelRequestFields.anthropic_beta']

const BETA_HEADER = 'anthropic-beta'

/**
 * A request without what a repair names; every other byte of its body stays, and all of them where nothing of it is there. A
 * flag that Bedrock knows under another name gets that name.
 */
export async function repairRequest(
  request: UpstreamRequest,
  repair: Repair,
  reader: BetaReader | undefined,
): Promise<RepairedRequest> {
  const counted = await countedIn(request, reader)
  if (!counted) return repairWhole(request, repair, reader)
  const { request: inner, takenOut } = await repairWhole({ ...request, body: counted.body }, repair, reader)
  if (inner.body === counted.body) return { request: { ...inner, body: request.body }, takenOut }
  const chunks = withText(request.body.chunks, counted.value, await toBase64(inner.body.chunks))
  return { request: { ...inner, body: unhashedBody(chunks) }, takenOut }
}

/** The chunks with the text of a string, which may be long and needs no escapes, in the place of another one's. */
function withText(chunks: readonly Buffer[], { valueStart, end }: FoundValue, text: readonly Buffer[]): Buffer[] {
  const cursor = new ChunkCursor(chunks)
  const before = cursor.take(valueStart + 1)
  cursor.take(end - 1)
  return [...before, ...text, ...cursor.take()]
}

/** A request, and what is missing in it now. */
export type RepairedRequest = { readonly request: UpstreamRequest; readonly takenOut: TakenOut }

/** CountTokens holds the body that it is to count in base64; what Bedrock refuses of it is inside. */
async function countedIn(request: UpstreamRequest, reader: BetaReader | undefined) {
  const [value] = reader === 'count' ? await findIn(request, ['input.invokeModel.body']) : []
  if (value?.type !== 'string') return undefined
  const cursor = new ChunkCursor(request.body.chunks)
  cursor.take(value.valueStart + 1)
  return { value, body: unhashedBody(await fromBase64(cursor.take(value.end - 1))) }
}

async function repairWhole(
  request: UpstreamRequest,
  repair: Repair,
  reader: BetaReader | undefined,
): Promise<RepairedRequest> {
  const rename = (flag: string) => (reader === undefined ? undefined : betaFlagKnownAs(reader, flag))
  const headers = withoutFlags(request.headers, repair, rename)
  const found = await findIn(request, [...repair.places, ...listPaths(repair)])
  const there = new Set(found.map(({ path }) => path))
  const places = [...repair.places].filter((place) => there.has(place))
  const listed = found.filter(({ path }) => path.endsWith('[]') && !places.includes(path.slice(0, -2)))
  const inBody = editLists(request, listed, repair, rename)
  const edits = [...removals(outermost(found.filter(({ path }) => places.includes(path)))), ...inBody.edits]
  const flags = [...new Set([...headers.flags, ...inBody.flags])]
  const body = edits.length === 0 ? request.body : unhashedBody(applyEdits(request.body.chunks, edits))
  return { request: { ...request, headers: headers.kept, body }, takenOut: { flags, places } }
}

/** The request that Bedrock's refusals speak of: in CountTokens that is what it counts. */
export async function refusable(request: UpstreamRequest, reader: BetaReader | undefined): Promise<UpstreamRequest> {
  const counted = await countedIn(request, reader)
  return counted ? { ...request, body: counted.body } : request
}

/** The beta flags of a request, in its header and in its body. */
export async function betaFlagsOf(request: UpstreamRequest): Promise<string[]> {
  const inBody = (await findIn(request, listPaths())).map((value) => textOf(request, value))
  return [...new Set([...betaFlagsIn(request.headers[BETA_HEADER]), ...inBody])].filter((flag) => flag !== '')
}

/** Those of some places in a body at which there is a member. */
export async function placesIn(request: UpstreamRequest, places: readonly string[]): Promise<string[]> {
  const there = new Set((await findIn(request, places)).map(({ path }) => path))
  return places.filter((place) => there.has(place))
}

type Rename = (flag: string) => string | undefined

function withoutFlags(headers: UpstreamRequest['headers'], { flags }: Repair, rename: Rename) {
  const all = betaFlagsIn(headers[BETA_HEADER])
  const gone = all.filter((flag) => flags.has(flag))
  if (gone.length === 0) return { kept: headers, flags: gone }
  const kept = new Set(all.flatMap((flag) => (flags.has(flag) ? (rename(flag) ?? []) : flag)))
  const { [BETA_HEADER]: _, ...others } = headers
  return { kept: kept.size === 0 ? others : { ...others, [BETA_HEADER]: [...kept].join(',') }, flags: gone }
}

/** Nothing is looked for where no flag is to go. */
function listPaths(repair?: Repair): string[] {
  return repair?.flags.size === 0 ? [] : BETA_LISTS.map((path) => `${path}[]`)
}

/** What is no JSON has nothing to be found in it. */
async function findIn({ body }: UpstreamRequest, paths: readonly string[]): Promise<readonly FoundValue[]> {
  if (paths.length === 0) return []
  try {
    return (await scanLongObject(body.chunks, pathTree(paths))).found
  } catch {
    return []
  }
}

/** No flag is longer. */
const MAX_FLAG_BYTES = 1024

function textOf({ body }: UpstreamRequest, { valueStart, end, type }: FoundValue): string {
  if (type !== 'string' || end - valueStart > MAX_FLAG_BYTES) return ''
  return String(JSON.parse(bytesBetween(body.chunks, valueStart, end).toString('utf8')))
}

/** The flags that go out of a body's lists, and a new name for those that have one and do not stand there yet. */
function editLists(request: UpstreamRequest, listed: readonly FoundValue[], { flags }: Repair, rename: Rename) {
  const entries = listed.map((value) => ({ value, flag: textOf(request, value) }))
  const present = new Set(entries.map(({ flag }) => flag))
  const gone = entries.filter(({ flag }) => flags.has(flag))
  const renamed = gone.flatMap(({ value, flag }): Edit[] => {
    const name = rename(flag)
    if (name === undefined || present.has(name)) return []
    present.add(name)
    return [replacement(value, name)]
  })
  const replaced = new Set(renamed.map(({ start }) => start))
  const removed = gone.map(({ value }) => value).filter(({ valueStart }) => !replaced.has(valueStart))
  return { edits: [...removals(removed), ...renamed], flags: gone.map(({ flag }) => flag) }
}

/** A member inside of one that goes out goes with it. */
function outermost(found: readonly FoundValue[]): FoundValue[] {
  let end = -1
  return found
    .toSorted((a, b) => a.start - b.start)
    .filter((one) => {
      const isInside = one.start < end
      end = Math.max(end, one.end)
      return !isInside
    })
}
