/** Labels of a sample; those that only some samples have are left out where they are undefined. */
export type Labels = Readonly<Record<string, string>>

type Row = { readonly labels: Labels; count: number }

/** Counts by the values of labels, in plain numbers: every request counts, and only a scrape asks. */
export class Tally {
  readonly #names: readonly string[]
  readonly #rows = new Map<string, Row>()

  constructor(names: readonly string[]) {
    this.#names = names
  }

  /** The values are those of the names, in their order. */
  add(count: number, ...values: readonly (string | undefined)[]): void {
    let key = ''
    for (const value of values) key += `${value ?? ''}\n`
    const row = this.#rows.get(key)
    if (row) row.count += count
    else this.#rows.set(key, { labels: this.#labelsOf(values), count })
  }

  /** Every combination that was counted, in the order in which each came first. */
  rows(): Iterable<Readonly<Row>> {
    return this.#rows.values()
  }

  #labelsOf(values: readonly (string | undefined)[]): Labels {
    const labels = this.#names.map((name, i) => [name, values[i]] as const)
    return Object.fromEntries(labels.filter((label): label is [string, string] => label[1] !== undefined))
  }
}
