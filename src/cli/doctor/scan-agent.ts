import { readFile } from 'node:fs/promises'
import type { AgentRow, ConfigValue, Connection } from '../connect/agent-row.ts'
import { FORMATS } from '../connect/files/merge-text.ts'
import { findInstalled, type TraceContext } from '../connect/find-installed.ts'
import { locateFile } from '../connect/locate-file.ts'

/** Where an agent is pointed, and what it asks for there. */
export type AgentScan = {
  readonly row: AgentRow
  readonly isInstalled: boolean
  /** URLs in the places where the agent's row would put the proxy's. */
  readonly urls: readonly string[]
  /** Models in the places where the row would put them. */
  readonly models: readonly string[]
}

/** Reads an agent's own file and this environment for what `connect` would have set. Runs nothing, and never rejects. */
export async function scanAgent(row: AgentRow, context: TraceContext): Promise<AgentScan> {
  const isInstalled = (await findInstalled(row.signs, context)) === 'installed'
  const places = [
    [row.env?.(MARKED), context.env] as const,
    ...(row.file ? ([[row.file.settings(MARKED), await contentOf(row, context)]] as const) : []),
  ]
  const found = places.flatMap(([wanted, actual]) => (wanted === undefined ? [] : compare(wanted, actual)))
  return {
    row,
    isInstalled,
    urls: unique(found.flatMap(({ url }) => url ?? [])),
    models: unique(found.flatMap(({ model }) => model ?? [])),
  }
}

const URL_MARK = 'http://mark.invalid'
const MODEL_MARK = 'mark.model'
const MODEL = { modelId: MODEL_MARK, name: MODEL_MARK }

/** A connection by whose values the places are known. */
const MARKED: Connection = {
  url: URL_MARK,
  region: 'mark',
  token: 'mark',
  isTokenRequired: true,
  isTokenNew: false,
  keyPair: { accessKeyId: 'mark', secretAccessKey: 'mark' },
  large: MODEL,
  small: MODEL,
  models: [MODEL],
}

async function contentOf({ file }: AgentRow, context: TraceContext): Promise<unknown> {
  if (!file) return undefined
  try {
    return FORMATS[file.format].parse(await readFile(await locateFile(file, context), 'utf8'))
  } catch {
    return undefined
  }
}

type Found = { readonly url?: string; readonly model?: string }

function compare(wanted: ConfigValue, actual: unknown): Found[] {
  if (typeof wanted === 'string') return typeof actual === 'string' ? valueAt(wanted, actual) : []
  if (Array.isArray(wanted)) {
    const items = Array.isArray(actual) ? actual : []
    return items.flatMap((item) => wanted.flatMap((one) => compare(one, item)))
  }
  if (typeof wanted !== 'object' || wanted === null || typeof actual !== 'object' || actual === null) return []
  const members = new Map(Object.entries(actual))
  return Object.entries(wanted).flatMap(([key, value]) => compare(value, members.get(key)))
}

/** The value that stands where a mark would, without what the row puts before and after it. */
function valueAt(wanted: string, actual: string): Found[] {
  const url = between(wanted, URL_MARK, actual)
  const model = between(wanted, MODEL_MARK, actual)
  return [...(url ? [{ url }] : []), ...(model ? [{ model }] : [])]
}

function between(wanted: string, mark: string, actual: string): string | undefined {
  const at = wanted.indexOf(mark)
  if (at < 0) return undefined
  const [before, after] = [wanted.slice(0, at), wanted.slice(at + mark.length)]
  const isAlike = actual.startsWith(before) && actual.endsWith(after)
  return isAlike ? actual.slice(before.length, actual.length - after.length) : actual
}

function unique(values: readonly string[]): string[] {
  return [...new Set(values)]
}
