/** One column: its heading, and the figure that it shows of a row with so many digits after the point. */
export type Column<Row> = {
  readonly heading: string
  readonly cell: (row: Row) => string | number | undefined
  readonly digits?: number
}

/** Text in columns, words to the left and figures to the right; a figure that is not there is a dash. */
export function renderTable<Row>(columns: readonly Column<Row>[], rows: readonly Row[]): string {
  const lines = [
    columns.map(({ heading }) => heading),
    ...rows.map((row) => columns.map((column) => show(column, row))),
  ]
  const widths = columns.map((_, i) => Math.max(...lines.map((cells) => cells[i]?.length ?? 0)))
  const isWords = columns.map(({ digits }) => digits === undefined)
  return lines
    .map((cells) =>
      cells
        .map((text, i) => pad(text, widths[i] ?? 0, isWords[i]))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

function show<Row>({ cell, digits = 0 }: Column<Row>, row: Row): string {
  const value = cell(row)
  if (value === undefined) return '–'
  return typeof value === 'number' ? value.toFixed(digits) : value
}

function pad(text: string, width: number, isWords = false): string {
  return isWords ? text.padEnd(width) : text.padStart(width)
}
