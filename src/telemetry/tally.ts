/** Labels of a sample; those that only some samples have are left out where they are undefined. */
export type Labels = Readonly<Record<string, string>>

type Row = { readonly labels: Labels; count: number }

/** What was counted of the values so far: by the next value, or the row where there is none. */
type Branch = { readonly next: Map<string | undefined, Branch>; row: Row | undefined }

/** Counts by the values of labels, in plain numbers: every request counts, and only a scrape asks. */
export class Tally {
  readonly #names: readonly string[]
  /** Value by value, because a key put together of them costs more than all else. */
  readonly #root = branch()
  readonly #rows: Row[] = []

  constructor(names: readonly string[]) {
    this.#names = names
  }

  /** The values are those of the names, in their order. */
  add(count: number, ...values: readonly (string | undefined)[]): void {
    let at = this.#root
    for (const value of values) at = at.next.get(value) ?? grown(at, value)
    at.row ??= this.#begin(values)
    at.row.count += count
  }

  /** Every combination that was counted, in the order in which each came first. */
  rows(): Iterable<Readonly<Row>> {
    return this.#rows
  }

  #begin(values: readonly (string | undefined)[]): Row {
    const row = { labels: this.#labelsOf(values), count: 0 }
    this.#rows.push(row)
    return row
  }

  #labelsOf(values: readonly (string | undefined)[]): Labels {
    const labels = this.#names.map((name, i) => [name, values[i]] as const)
    return Object.fromEntries(labels.filter((label): label is [string, string] => label[1] !== undefined))
  }
}

function grown(from: Branch, value: string | undefined): Branch {
  const next = branch()
  from.next.set(value, next)
  return next
}

function branch(): Branch {
  return { next: new Map(), row: undefined }
}
