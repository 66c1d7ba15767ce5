/** A window on bytes that go by in chunks: the chunk of the moment, and a few bytes before it. */
export class LastBytes {
  /** The last bytes before the chunk, at the end of it. */
  #before: Buffer | undefined
  readonly #size: number
  #chunk: Buffer | undefined
  #from = 0
  #to = 0
  /** The place in the whole at which the chunk begins. */
  #origin = 0

  /** `size` is how many bytes before a chunk can still be asked for. */
  constructor(size: number) {
    this.#size = size
  }

  /** Another whole begins. */
  begin(): void {
    this.#origin = 0
  }

  /** The chunk of the moment, until `keep`. */
  show(chunk: Buffer, from: number, to: number): void {
    this.#chunk = chunk
    this.#from = from
    this.#to = to
  }

  /** The chunk is over, the whole is not: its last bytes are copied, and the rest is let go. */
  keep(): void {
    this.#before ??= Buffer.alloc(this.#size)
    const before = this.#before
    const count = Math.min(this.#to - this.#from, before.length)
    before.copyWithin(0, count)
    this.#chunk?.copy(before, before.length - count, this.#to - count, this.#to)
    this.#origin += this.#to - this.#from
    this.#chunk = undefined
  }

  /** The whole is over: nothing of it will be asked for. */
  letGo(): void {
    this.#chunk = undefined
  }

  /** The text between two places in the whole; undefined where that is not in the window, or longer than what is kept. */
  between(start: number, end: number): string | undefined {
    const size = this.#size
    if (end - start > size || start < Math.max(0, this.#origin - size)) return undefined
    const kept = size - this.#origin
    const old = this.#before?.toString('latin1', Math.min(start + kept, size), Math.min(end + kept, size)) ?? ''
    const at = (place: number) => this.#from + Math.max(0, place - this.#origin)
    return old + (this.#chunk?.toString('latin1', at(start), at(end)) ?? '')
  }
}
