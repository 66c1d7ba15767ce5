import { expect, it } from 'vitest'
import { renderTable } from '../../../bench/report/render-table.ts'

it('aligns words to the left and figures to the right, with a dash where there is no figure', () => {
  const columns = [
    { heading: 'name', cell: (row: { name: string; ms?: number }) => row.name },
    { heading: 'ms', cell: (row: { name: string; ms?: number }) => row.ms, digits: 1 },
  ]
  expect(renderTable(columns, [{ name: 'direct', ms: 12.34 }, { name: 'nginx' }]).split('\n')).toEqual([
    'name      ms',
    'direct  12.3',
    'nginx      –',
  ])
})
