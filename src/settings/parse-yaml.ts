import { parse, YAMLParseError } from 'yaml'

/** What a YAML text holds, or the line at which it is none, as far as the parser knows it. */
export type ParsedYaml = { readonly content: unknown } | { readonly brokenAtLine: number | undefined }

/**
 * Parses YAML with the failsafe schema, which keeps every scalar as the text that was written: a token of digits keeps
 * its zeros. The parser's own message stays behind: it quotes the text, and the text may hold the client token.
 */
export function parseYaml(text: string): ParsedYaml {
  try {
    return { content: parse(text, { schema: 'failsafe', logLevel: 'error' }) }
  } catch (error) {
    return { brokenAtLine: error instanceof YAMLParseError ? error.linePos?.[0].line : undefined }
  }
}
