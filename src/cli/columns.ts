const GAP = 2
/** A column with less room is not worth folding into. */
const LEAST_WIDTH = 24
const INDENT = '  '

/**
 * Rows as lines with aligned columns, two spaces between them; colours do not count as width. Where they are wider than
 * `width`, the last column is folded between its words, and where even that leaves no room each row is put on several lines:
 * its first cell, and below it the others.
 */
export function alignColumns(rows: readonly (readonly string[])[], width = Number.POSITIVE_INFINITY): string[] {
  return layOut(rows, width).flat()
}

/** The lines of each row. */
function layOut(rows: readonly (readonly string[])[], width: number): string[][] {
  const widths = columnWidths(rows)
  const total = widths.reduce((sum, one) => sum + one + GAP, -GAP)
  const roomForLast = width - (total - (widths.at(-1) ?? 0))
  if (widths.length <= 1 || total <= width || roomForLast >= LEAST_WIDTH) {
    return rows.map((row) => foldedRow(row, widths, width))
  }
  const rest = layOut(
    rows.map((row) => row.slice(1)),
    width - INDENT.length,
  )
  return rows.map(([first = ''], place) => [
    ...foldWords(first, width),
    ...(rest[place] ?? []).filter((text) => text !== '').map((text) => INDENT + text),
  ])
}

function columnWidths(rows: readonly (readonly string[])[]): number[] {
  const widths: number[] = []
  for (const row of rows) {
    row.forEach((cell, column) => {
      widths[column] = Math.max(widths[column] ?? 0, widthOf(cell))
    })
  }
  return widths
}

/** One row, whose last cell may go on below itself. */
function foldedRow(row: readonly string[], widths: readonly number[], width: number): string[] {
  const start = row
    .slice(0, -1)
    .map((cell, column) => cell + ' '.repeat((widths[column] ?? 0) - widthOf(cell) + GAP))
    .join('')
  const [first = '', ...further] = foldWords(row.at(-1) ?? '', width - widthOf(start))
  return [start + first, ...further.map((text) => ' '.repeat(widthOf(start)) + text)].map((text) => text.trimEnd())
}

/** The lines of a text, broken between its words; a word that is longer than a line has one of its own. */
export function foldWords(text: string, width: number): string[] {
  if (widthOf(text) <= width) return [text]
  const lines: string[] = []
  let last: string | undefined
  for (const word of text.split(' ')) {
    if (last !== undefined && widthOf(last) + 1 + widthOf(word) <= width) last = `${last} ${word}`
    else {
      if (last !== undefined) lines.push(last)
      last = word
    }
  }
  return last === undefined ? lines : [...lines, last]
}

/** How text is painted, and unpainted. Of our own: Node's function would load much for `--help`, where nothing is painted. */
const PAINT = new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*m`, 'g')

function widthOf(text: string): number {
  return text.replace(PAINT, '').length
}
