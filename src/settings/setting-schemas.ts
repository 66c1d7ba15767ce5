import { isIP } from 'node:net'
import { type EndpointTemplate, makesEndpoint } from './endpoint-template.ts'

/** What is wrong with a value, and where in a mapping; the message completes "NAME: must be …". */
export type Issue = { readonly path: readonly string[]; readonly message: string }

/** A value, or every problem with what was given. */
export type Reading<Value> =
  | { readonly success: true; readonly data: Value; readonly error?: undefined }
  | { readonly success: false; readonly data?: undefined; readonly error: { readonly issues: readonly Issue[] } }

/**
 * Turns what was given into a value: the text of a flag, a variable or the file, or whatever the file holds under the key of
 * a mapping. Of our own, because every command reads the table before its first word, and zod would cost it a fifth of what
 * Node takes to start.
 */
export type SettingSchema<Value> = {
  safeParse(given: unknown): Reading<Value>
  /** How a value may stand in the settings file. */
  readonly form: FileForm
}

/** How a value may stand in the settings file, as JSON Schema: for editors, which complete and check while one types. */
export type FileForm = {
  readonly type?: string | readonly string[]
  readonly enum?: readonly string[]
  readonly minimum?: number
  readonly maximum?: number
  readonly pattern?: string
  readonly anyOf?: readonly FileForm[]
  readonly items?: FileForm
  readonly properties?: Readonly<Record<string, FileForm>>
  readonly additionalProperties?: FileForm | false
}

/** A schema over texts; `read` returns the value of one that is right, and nothing for any other. */
export function textSchema<Value>(
  expected: string,
  form: FileForm,
  read: (text: string) => Value | undefined,
): SettingSchema<Value> {
  return {
    form,
    safeParse(given) {
      const data = typeof given === 'string' ? read(given) : undefined
      return data === undefined ? unlike([{ path: [], message: expected }]) : { success: true, data }
    },
  }
}

/** The reading of what was wrong. */
export function unlike(issues: readonly Issue[]): Reading<never> {
  return { success: false, error: { issues } }
}

/** Longest time of a Node timer, and a body size that still fits one buffer. */
export const MAX_INT32 = 2_147_483_647

/** A whole number in decimal digits, both limits included. */
export function wholeNumber(lowest: number, highest: number): SettingSchema<number> {
  const expected = `a whole number from ${lowest} to ${highest}`
  const isWithin = (value: number) => value >= lowest && value <= highest
  return textSchema(expected, { type: 'integer', minimum: lowest, maximum: highest }, (text) =>
    DIGITS.test(text) && isWithin(Number(text)) ? Number(text) : undefined,
  )
}

const DIGITS = /^[0-9]{1,15}$/

/** One of the given words. */
export function oneOf<const Word extends string>(words: readonly Word[]): SettingSchema<Word> {
  return textSchema(`one of ${words.join(', ')}`, { enum: words }, (text) => words.find((word) => word === text))
}

/** Some of the given words, with commas between them, each once; the empty text is an empty list. */
export function someOf<const Word extends string>(words: readonly Word[]): SettingSchema<readonly Word[]> {
  const form = { anyOf: [{ type: 'array', items: { enum: words } }, { type: 'string' }] }
  return textSchema(`some of ${words.join(', ')}, with commas between them`, form, (text) => {
    const items = [...new Set(splitAtCommas(text))]
    const known = words.filter((word) => items.includes(word))
    return known.length === items.length ? known : undefined
  })
}

/** A switch: true where it is on. */
export function onOrOff(): SettingSchema<boolean> {
  const values: Readonly<Record<string, boolean>> = { true: true, false: false }
  return textSchema(`one of ${Object.keys(values).join(', ')}`, { type: 'boolean' }, (text) =>
    Object.hasOwn(values, text) ? values[text] : undefined,
  )
}

/** Items of a form with commas between them; the empty text is an empty list. */
export function listOf(pattern: RegExp, expected: string): SettingSchema<readonly string[]> {
  return listWhere((item) => pattern.test(item), expected)
}

/** Items that pass a test, with commas between them; the empty text is an empty list. */
export function listWhere(isItem: (item: string) => boolean, expected: string): SettingSchema<readonly string[]> {
  return textSchema(expected, { anyOf: [{ type: 'array', items: { type: 'string' } }, { type: 'string' }] }, (text) => {
    const items = splitAtCommas(text)
    return items.every(isItem) ? items : undefined
  })
}

/** Text of a form, kept as it is. */
export function textLike(pattern: RegExp, expected: string): SettingSchema<string> {
  return textWhere((text) => pattern.test(text), expected, { type: 'string', pattern: pattern.source })
}

/** A host name or an IP address, without a port. */
export function host(): SettingSchema<string> {
  return textWhere(isHost, 'a host name or an IP address, without a port')
}

/** Hosts with commas between them; the empty text is an empty list. */
export function hostList(): SettingSchema<readonly string[]> {
  return listWhere(isHost, 'host names with commas between them, without ports')
}

/** The origin of an endpoint, in which `{region}` may stand for the Region, as `endpoint-template.ts` reads it. */
export function endpointTemplate(): SettingSchema<EndpointTemplate> {
  const expected =
    'an origin such as https://bedrock-runtime-fips.{region}.amazonaws.com: no path, query or credentials, and http:// only to a loopback host'
  return textWhere((text) => makesEndpoint(text, ANY_REGION), expected)
}

function textWhere(
  isRight: (text: string) => boolean,
  expected: string,
  form: FileForm = { type: 'string' },
): SettingSchema<string> {
  return textSchema(expected, form, (text) => (isRight(text) ? text : undefined))
}

/** Stands for the Regions that are not known yet. */
const ANY_REGION = 'us-east-1'

const HOST_NAME = /^(?!-)[A-Za-z0-9-]{1,63}(?:\.(?!-)[A-Za-z0-9-]{1,63})*$/

function isHost(text: string): boolean {
  return isIP(text) !== 0 || HOST_NAME.test(text)
}

/** The items of a list that is written with commas; white space around them and empty ones are left out. */
export function splitAtCommas(text: string): string[] {
  return text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
}
