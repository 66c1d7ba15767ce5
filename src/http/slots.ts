/** What can stand in a slot, whose number is its keeper's to write. */
export type Slotted = { slot?: number | undefined }

/**
 * Keeps whatever comes and goes with every request, in slots that are used again, in no order. In place of a Set or a Map: the
 * tables that those outgrow stay in old memory for a while, and with them everything that was in them (docs/decisions/0033).
 * There stay as many slots as were ever filled at the same time, and an empty one takes sixteen bytes.
 */
export class Slots<Item extends Slotted> implements Iterable<Item> {
  readonly #items: (Item | undefined)[] = []
  readonly #free: number[] = []

  get size(): number {
    return this.#items.length - this.#free.length
  }

  /** Takes an item in; one that is in a slot already, of this keeper's or of another's, stays where it is. */
  add(item: Item): void {
    if (item.slot !== undefined) return
    const slot = this.#free.pop() ?? this.#items.length
    this.#items[slot] = item
    item.slot = slot
  }

  /** Lets an item go, if it is there. */
  remove(item: Item): void {
    const { slot } = item
    if (slot === undefined || this.#items[slot] !== item) return
    item.slot = undefined
    this.#items[slot] = undefined
    this.#free.push(slot)
  }

  *[Symbol.iterator](): Iterator<Item> {
    for (const item of this.#items) if (item) yield item
  }
}
