type Named = { readonly name: string }

/**
 * Keeps the rows that are named, per table; a table of which no row is named is kept whole.
 * Throws on a name that no table knows, with the names there are.
 */
export function chooseRows<Tables extends Record<string, readonly Named[]>>(
  tables: Tables,
  names: readonly string[],
): Tables {
  const known = Object.values(tables).flatMap((rows) => rows.map(({ name }) => name))
  const unknown = names.filter((name) => !known.includes(name))
  if (unknown.length > 0) throw new Error(`Unknown: ${unknown.join(', ')}. There are ${known.join(', ')}.`)
  const chosen = Object.entries(tables).map(([table, rows]) => [table, namedOrAll(rows, names)])
  return Object.fromEntries(chosen) as Tables
}

function namedOrAll(rows: readonly Named[], names: readonly string[]): readonly Named[] {
  const named = rows.filter(({ name }) => names.includes(name))
  return named.length > 0 ? named : rows
}
