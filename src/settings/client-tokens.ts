import { type SettingSchema, textSchema } from './setting-schemas.ts'

/** A token that clients show, and the name by which the log and the metrics call whoever has it. */
export type ClientToken = { readonly name: string; readonly token: string }

/**
 * One token, or several with names, `NAME=TOKEN`, with commas or line breaks between them. Two tokens may have one name, so
 * that one can replace the other without a gap. A lone token is called `default`.
 */
export function clientTokens(): SettingSchema<readonly ClientToken[]> {
  const expected =
    'a token of printable ASCII without spaces, or several as NAME=TOKEN with commas or line breaks between them'
  return textSchema(expected, { type: 'string' }, tokensIn)
}

/** What ends in `=` alone is Base64, and no name. */
const NAMED = /^([A-Za-z][A-Za-z0-9._-]{0,31})=(?!=*$)([\x21-\x7e]+)$/
const TOKEN = /^[\x21-\x7e]+$/

function tokensIn(text: string): ClientToken[] | undefined {
  const items = text.split(/[,\n]/).map((item) => item.trim())
  const named = items.filter((item) => item !== '').map((item) => NAMED.exec(item))
  if (named.length === 0) return undefined
  if (named.every((match) => match !== null)) return named.map(([, name = '', token = '']) => ({ name, token }))
  const isLone = TOKEN.test(text) && named.every((match) => match === null)
  return isLone ? [{ name: 'default', token: text }] : undefined
}
