import type { Paint } from '../print.ts'
import type { AgentFile, Connection } from './agent-row.ts'
import { backupPath, keepBackup } from './files/backup.ts'
import { BrokenText } from './files/file-format.ts'
import { mergeText } from './files/merge-text.ts'
import { checkWritable, type FileState, readState, replaceFile } from './files/replace-file.ts'
import { unifiedDiff } from './files/unified-diff.ts'

/** What a write is told and how it tells of itself. */
export type WriteContext = {
  /** Called with the diff before anything is written. */
  readonly show: (lines: readonly string[]) => void
  readonly paint: Paint
}

/** What became of an agent's file. */
export type Written =
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'created' }
  | { readonly kind: 'changed'; readonly backup: string }

/**
 * Merges the proxy's settings into an agent's file: shows the difference, keeps the original beside the file, and
 * replaces the file in one step.
 * @throws Error where the file cannot be read, parsed, merged into or written; then nothing was changed
 */
export async function writeAgent(
  path: string,
  file: AgentFile,
  connection: Connection,
  { show, paint }: WriteContext,
): Promise<Written> {
  const before = await readState(path)
  const text = before ? decode(path, before) : ''
  const after = merge(path, text, file, connection)
  if (before && after === text) return { kind: 'unchanged' }
  await checkWritable(path)
  show(unifiedDiff(path, before && text, after, paint))
  const bytes = Buffer.from(after)
  await keepBackup(path, before, bytes)
  await replaceFile(path, bytes, before?.mode)
  return before ? { kind: 'changed', backup: backupPath(path) } : { kind: 'created' }
}

function decode(path: string, { bytes }: FileState): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    throw new Error(`${path} is not UTF-8. It was left as it is.`)
  }
}

function merge(path: string, text: string, file: AgentFile, connection: Connection): string {
  const wanted = { settings: file.settings(connection), ifAbsent: file.ifAbsent?.(connection) ?? {} }
  try {
    return mergeText(text, file.format, wanted)
  } catch (error) {
    if (!(error instanceof BrokenText)) throw error
    throw new Error(`${path} is left as it is: ${error.message}. Put it right, or merge the lines by hand.`, {
      cause: error,
    })
  }
}
