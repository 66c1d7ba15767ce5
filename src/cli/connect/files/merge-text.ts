import { isDeepStrictEqual } from 'node:util'
import type { ConfigObject, FormatName } from '../agent-row.ts'
import { applyAssignments, assignmentsFor, missingFrom } from './assignments.ts'
import { AWS_CONFIG_FORMAT } from './aws-config-format.ts'
import { BrokenText, type FileFormat } from './file-format.ts'
import { JSON_FORMAT, JSONC_FORMAT } from './json-format.ts'
import { TOML_FORMAT } from './toml-format.ts'
import { YAML_FORMAT } from './yaml-format.ts'

/** Every kind of file that can be merged into. */
export const FORMATS: Record<FormatName, FileFormat> = {
  json: JSON_FORMAT,
  jsonc: JSONC_FORMAT,
  toml: TOML_FORMAT,
  yaml: YAML_FORMAT,
  'aws-config': AWS_CONFIG_FORMAT,
}

/** What a file is to hold: `settings` in any case, `ifAbsent` where the file has no value of its own. */
export type Wanted = { readonly settings: ConfigObject; readonly ifAbsent: ConfigObject }

/**
 * Merges into the text of a file; an empty text is a new file. A text that holds everything already comes back as it is.
 * The result is read again, and must hold what the text held, with our values in it and nothing else changed.
 * @throws BrokenText where the text cannot be parsed or merged into
 */
export function mergeText(text: string, formatName: FormatName, { settings, ifAbsent }: Wanted): string {
  const format = FORMATS[formatName]
  const [mark, body] = text.startsWith(BYTE_ORDER_MARK) ? [BYTE_ORDER_MARK, text.slice(1)] : ['', text]
  const before = format.parse(body)
  const missing = assignmentsFor(before, missingFrom(before, ifAbsent))
  const assignments = [...missing, ...assignmentsFor(applyAssignments(before, missing), settings)]
  if (assignments.length === 0) return text
  const target = plain(applyAssignments(before, assignments))
  const after = tryTo(() => format.assign(body, assignments))
  const isExact =
    after !== undefined &&
    isDeepStrictEqual(
      tryTo(() => plain(format.parse(after))),
      target,
    )
  if (!isExact) throw new BrokenText('built in a way that cannot be merged into without changing something else')
  return mark + after
}

const BYTE_ORDER_MARK = '\uFEFF'

/** The editors throw errors of their own about a text that they cannot change. */
function tryTo<Result>(attempt: () => Result): Result | undefined {
  try {
    return attempt()
  } catch {
    return undefined
  }
}

/** Parsers give mappings prototypes of their own, which say nothing about the file. */
function plain(value: unknown): unknown {
  return structuredClone(value)
}
