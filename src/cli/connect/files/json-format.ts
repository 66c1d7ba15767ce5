import { type ParseError, type ParseOptions, parse } from 'jsonc-parser'
import { BrokenText, type FileFormat } from './file-format.ts'
import { setJsonValue } from './set-json-value.ts'

/** JSON as the standard has it. */
export const JSON_FORMAT: FileFormat = formatFor('not valid JSON', { disallowComments: true })

/** JSON with comments and trailing commas. */
export const JSONC_FORMAT: FileFormat = formatFor('not valid JSON with comments', { allowTrailingComma: true })

function formatFor(complaint: string, options: ParseOptions): FileFormat {
  return {
    parse(text) {
      if (text.trim() === '') return {}
      const errors: ParseError[] = []
      const content: unknown = parse(text, errors, options)
      const [first] = errors
      if (first) throw new BrokenText(complaint, text.slice(0, first.offset).split('\n').length)
      return content
    },
    assign: (text, assignments) => assignments.reduce(setJsonValue, text.trim() === '' ? '{}\n' : text),
  }
}
