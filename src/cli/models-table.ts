import type { FoundationModel } from '../bedrock/catalog.ts'
import type { ListedModel } from '../bedrock/list-models.ts'
import { alignColumns } from './columns.ts'
import type { Paint } from './print.ts'

const HEADINGS = ['MODEL ID', 'RESOLVES TO', 'CALLED', 'GEOGRAPHY', 'NOTE']

/** The models of one Region for a person, no wider than `width`; `today` is `YYYY-MM-DD`. Nothing where there are none. */
export function modelsTable(listed: readonly ListedModel[], today: string, paint: Paint, width?: number): string[] {
  return tableOf(
    HEADINGS,
    listed.map((one) => [...columns(one, paint), endOfLifeNote(one.model, today)]),
    paint,
    width,
  )
}

/** The models of many Regions: a line for each ID that goes upstream, with the Regions in which it does. */
export function modelsByRegionTable(listed: readonly ListedModel[], paint: Paint, width?: number): string[] {
  const lines = new Map<string, { columns: string[]; regions: string[] }>()
  for (const one of listed) {
    const cells = columns(one, paint)
    const line = lines.get(cells.join(' ')) ?? { columns: cells, regions: [] }
    line.regions.push(one.region)
    lines.set(cells.join(' '), line)
  }
  const rows = [...lines]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, line]) => [...line.columns, line.regions.join(', ')])
  return tableOf([...HEADINGS.slice(0, -1), 'REGIONS'], rows, paint, width)
}

function tableOf(headings: readonly string[], rows: readonly string[][], paint: Paint, width?: number): string[] {
  if (rows.length === 0) return []
  return alignColumns([headings.map((heading) => paint('bold', heading)), ...rows], width)
}

function columns({ model, report }: ListedModel, paint: Paint): string[] {
  const { kind, resolved, geography } = report
  if (resolved === null) return [model.modelId, '–', paint('red', `${kind} by policy`), '–']
  const isBare = resolved === model.modelId
  return [
    model.modelId,
    isBare ? paint('dim', 'itself') : resolved,
    isBare ? 'on demand' : 'by profile',
    geography ?? '–',
  ]
}

function endOfLifeNote({ endOfLife }: FoundationModel, today: string): string {
  if (!endOfLife) return ''
  return endOfLife < today ? `ended ${endOfLife}` : `ends ${endOfLife}`
}
