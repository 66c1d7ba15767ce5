import { parse, YAMLParseError } from 'yaml'

/** What a YAML text holds, or the line at which it is none and what is wrong there, as far as these are known. */
export type ParsedYaml =
  | { readonly content: unknown }
  | { readonly brokenAtLine: number | undefined; readonly why: string | undefined }

/** By the codes of the parser, what people write who do not write YAML every day. */
const WHY: Readonly<Record<string, string>> = {
  DUPLICATE_KEY: 'the same key stands there twice',
  TAB_AS_INDENT: 'it is indented with a tab, and YAML takes spaces',
  BAD_INDENT: 'a line is not indented like those beside it, or a bracket is not closed',
  BLOCK_AS_IMPLICIT_KEY: 'a key is indented too far, or a value with a colon in it lacks quotes',
  BAD_ALIAS: 'a value that begins with * lacks quotes',
  BAD_SCALAR_START: 'a value that begins with a special character lacks quotes',
  MISSING_CHAR: 'a colon, a quotation mark or a bracket is missing',
}

/**
 * Parses YAML with the failsafe schema, which keeps every scalar as the text that was written: a token of digits keeps
 * its zeros. The parser's own message stays behind: it quotes the text, and the text may hold the client token.
 */
export function parseYaml(text: string): ParsedYaml {
  try {
    return { content: parse(text, { schema: 'failsafe', logLevel: 'error' }) }
  } catch (error) {
    // An alias that leads nowhere is an error of another kind, which knows no line.
    if (!(error instanceof YAMLParseError)) return { brokenAtLine: undefined, why: WHY.BAD_ALIAS }
    return { brokenAtLine: error.linePos?.[0].line, why: WHY[error.code] }
  }
}
