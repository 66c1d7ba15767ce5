import { type ErrorDialect, ProxyError } from './errors.ts'
import type { ReachableModel } from './reachable-models.ts'

/** Query parameters of a list by their names. */
export type PageQuery = Readonly<Record<string, string>>

/** The body of a list of models in the shape of the client's API. Only Anthropic's has pages. */
export function modelList(models: readonly ReachableModel[], dialect: ErrorDialect, query: PageQuery): object {
  if (dialect !== 'anthropic') return { object: 'list', data: models.map(openaiModel) }
  const { page, hasMore } = pageOf(models, query)
  return {
    data: page.map(anthropicModel),
    has_more: hasMore,
    first_id: page[0]?.id ?? null,
    last_id: page.at(-1)?.id ?? null,
  }
}

/** The body that tells of one model. */
export function modelInfo(model: ReachableModel, dialect: ErrorDialect): object {
  return dialect === 'anthropic' ? anthropicModel(model) : openaiModel(model)
}

/** Nobody says when a model came to Bedrock; Anthropic's API has the epoch for a date that is not known. */
function anthropicModel({ id, name }: ReachableModel): object {
  return { type: 'model', id, display_name: name, created_at: '1970-01-01T00:00:00Z' }
}

function openaiModel({ id, vendor }: ReachableModel): object {
  return { id, object: 'model', created: 0, owned_by: vendor }
}

type Page = { readonly page: readonly ReachableModel[]; readonly hasMore: boolean }

/**
 * Anthropic's pages: up to `limit` models after one or before one. Without a limit all of them, because a client that does
 * not page would miss the rest.
 * @throws ProxyError `malformed-request`
 */
function pageOf(models: readonly ReachableModel[], { limit, after_id: after, before_id: before }: PageQuery): Page {
  const size = limit === undefined ? models.length : pageSize(limit)
  if (before !== undefined) {
    const end = placeOf(before, models)
    const start = Math.max(0, end - size)
    return { page: models.slice(start, end), hasMore: start > 0 }
  }
  const start = after === undefined ? 0 : placeOf(after, models) + 1
  return { page: models.slice(start, start + size), hasMore: start + size < models.length }
}

const MAX_PAGE_SIZE = 1000

function pageSize(limit: string): number {
  const size = Number(limit)
  if (/^[0-9]+$/.test(limit) && size >= 1 && size <= MAX_PAGE_SIZE) return size
  throw new ProxyError(
    'malformed-request',
    `The limit is no whole number from 1 to ${MAX_PAGE_SIZE}. Send one that is.`,
  )
}

function placeOf(id: string, models: readonly ReachableModel[]): number {
  const place = models.findIndex((model) => model.id === id)
  if (place !== -1) return place
  throw new ProxyError(
    'malformed-request',
    'The list has no model with the ID in after_id or before_id. Send one that the list named.',
  )
}
