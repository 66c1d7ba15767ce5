/** What JSON has besides strings, lists and objects, as far as it is small: a whole number without a sign, or a literal. */
export type ScalarValue = number | boolean | null | undefined

const DIGITS = '0123456789'
const EXPONENT = 'eE'

/** RFC 8259 §6: from a state, over any of these bytes, to a state. */
const NUMBER: readonly (readonly [from: string, bytes: string, to: string])[] = [
  ['start', '0', 'zero'],
  ['start', DIGITS.slice(1), 'integer'],
  ['start', '-', 'minus'],
  ['integer', DIGITS, 'integer'],
  ['minus', '0', 'negative zero'],
  ['minus', DIGITS.slice(1), 'negative'],
  ['negative', DIGITS, 'negative'],
  ...['zero', 'integer', 'negative zero', 'negative'].flatMap((whole): [string, string, string][] => [
    [whole, '.', 'point'],
    [whole, EXPONENT, 'exponent'],
  ]),
  ['point', DIGITS, 'fraction'],
  ['fraction', DIGITS, 'fraction'],
  ['fraction', EXPONENT, 'exponent'],
  ['exponent', '+-', 'signed exponent'],
  ['exponent', DIGITS, 'power'],
  ['signed exponent', DIGITS, 'power'],
  ['power', DIGITS, 'power'],
]

const WORDS = ['true', 'false', 'null']

/** RFC 8259 §3: the literals, letter by letter. */
const LITERALS = WORDS.flatMap((word) =>
  Array.from(word, (letter, i) => [i === 0 ? 'start' : word.slice(0, i), letter, word.slice(0, i + 1)] as const),
)

const EDGES = [...NUMBER, ...LITERALS]
const NAMES = ['nowhere', ...new Set(EDGES.flatMap(([from, , to]) => [from, to]))]
const stateOf = (name: string) => NAMES.indexOf(name)
const statesOf = (names: readonly string[]) => new Set(names.map(stateOf))

const BYTES = 256
const TABLE = new Uint8Array(NAMES.length * BYTES)
for (const [from, bytes, to] of EDGES) {
  for (const byte of Buffer.from(bytes)) TABLE[stateOf(from) * BYTES + byte] = stateOf(to)
}

const START = stateOf('start')
const WHOLE = statesOf(['zero', 'integer', 'negative zero', 'negative', 'fraction', 'power', ...WORDS])
const NOWHERE = stateOf('nowhere')
const ZERO = stateOf('zero')
const INTEGER = stateOf('integer')
const LITERAL_VALUES: ReadonlyMap<number, boolean | null> = new Map([
  [stateOf('true'), true],
  [stateOf('false'), false],
  [stateOf('null'), null],
])

const [DIGIT_ZERO = 0] = Buffer.from('0')

/** Reads a number or a literal, whatever its length, and keeps no byte of it. */
export class JsonScalar {
  #state = START
  #number = 0

  begin(): void {
    this.#state = START
    this.#number = 0
  }

  /** The place of the first byte that does not belong to the value; -1 where it may go on behind these bytes. */
  pass(chunk: Uint8Array, from: number, to: number): number {
    let state = this.#state
    let next = state
    let at = from
    for (; at < to; at++) {
      const byte = chunk[at] as number
      next = TABLE[state * BYTES + byte] as number
      if (next === NOWHERE) break
      state = next
      if (state === ZERO || state === INTEGER) this.#number = this.#number * 10 + (byte - DIGIT_ZERO)
    }
    this.#state = state
    return next === NOWHERE ? at : -1
  }

  /** False where the bytes so far are no value, or only the beginning of one. */
  get isWhole(): boolean {
    return WHOLE.has(this.#state)
  }

  /** What it stands for; undefined for a fraction and for whatever is below zero or above what JavaScript counts with. */
  get value(): ScalarValue {
    if (this.#state === ZERO || this.#state === INTEGER)
      return Number.isSafeInteger(this.#number) ? this.#number : undefined
    return LITERAL_VALUES.get(this.#state)
  }
}
