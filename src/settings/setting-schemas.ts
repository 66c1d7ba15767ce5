import { isIP } from 'node:net'
import * as z from 'zod'
import { type EndpointTemplate, makesEndpoint } from './endpoint-template.ts'

/**
 * A schema that turns what was given into a value: the text of a flag, a variable or the file, or whatever the file holds
 * under the key of a mapping. Its message completes "NAME: must be …".
 */
export type SettingSchema<Value, Given = string> = z.ZodType<Value, Given>

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

/** The schema with its form in the settings file; every setting's schema has one. */
export function withForm<Value, Given>(
  schema: SettingSchema<Value, Given>,
  form: FileForm,
): SettingSchema<Value, Given> {
  return schema.meta({ form })
}

/** The form that `withForm` gave a schema. */
export function formOf(schema: z.ZodType): FileForm {
  return (schema.meta()?.form ?? {}) as FileForm
}

/** Longest time of a Node timer, and a body size that still fits one buffer. */
export const MAX_INT32 = 2_147_483_647

/** A whole number in decimal digits, both limits included. */
export function wholeNumber(lowest: number, highest: number): SettingSchema<number> {
  const expected = `a whole number from ${lowest} to ${highest}`
  const schema = z
    .string({ error: expected })
    .regex(/^[0-9]{1,15}$/, expected)
    .transform(Number)
    .refine((value) => value >= lowest && value <= highest, expected)
  return withForm(schema, { type: 'integer', minimum: lowest, maximum: highest })
}

/** One of the given words. */
export function oneOf<const Word extends string>(words: readonly Word[]): SettingSchema<Word> {
  const expected = `one of ${words.join(', ')}`
  const schema = z.string({ error: expected }).transform((text, context) => {
    const word = words.find((candidate) => candidate === text)
    if (word !== undefined) return word
    context.addIssue({ code: 'custom', message: expected })
    return z.NEVER
  })
  return withForm(schema, { enum: words })
}

/** A switch: true where it is on. */
export function onOrOff(): SettingSchema<boolean> {
  const schema = oneOf(['true', 'false']).transform((word) => word === 'true')
  return withForm(schema, { type: 'boolean' })
}

/** Items of a form with commas between them; the empty text is an empty list. */
export function listOf(pattern: RegExp, expected: string): SettingSchema<readonly string[]> {
  return listWhere((item) => pattern.test(item), expected)
}

/** Items that pass a test, with commas between them; the empty text is an empty list. */
export function listWhere(isItem: (item: string) => boolean, expected: string): SettingSchema<readonly string[]> {
  const schema = z
    .string({ error: expected })
    .transform(splitAtCommas)
    .refine((items) => items.every(isItem), expected)
  return withForm(schema, { anyOf: [{ type: 'array', items: { type: 'string' } }, { type: 'string' }] })
}

/** Text of a form, kept as it is. */
export function textLike(pattern: RegExp, expected: string): SettingSchema<string> {
  return withForm(z.string({ error: expected }).regex(pattern, expected), { type: 'string', pattern: pattern.source })
}

/** A host name or an IP address, without a port. */
export function host(): SettingSchema<string> {
  const expected = 'a host name or an IP address, without a port'
  return withForm(z.string({ error: expected }).refine(isHost, expected), { type: 'string' })
}

/** Hosts with commas between them; the empty text is an empty list. */
export function hostList(): SettingSchema<readonly string[]> {
  return listWhere(isHost, 'host names with commas between them, without ports')
}

/** The origin of an endpoint, in which `{region}` may stand for the Region, as `endpoint-template.ts` reads it. */
export function endpointTemplate(): SettingSchema<EndpointTemplate> {
  const expected =
    'an origin such as https://bedrock-runtime-fips.{region}.amazonaws.com: no path, query or credentials, and http:// only to a loopback host'
  const schema = z.string({ error: expected }).refine((text) => makesEndpoint(text, ANY_REGION), expected)
  return withForm(schema, { type: 'string' })
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
