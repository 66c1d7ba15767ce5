import { rm } from 'node:fs/promises'
import { dropBackup, editedPath, isUntouched, keepEdited, readBackup } from './files/backup.ts'
import { readState, replaceFile } from './files/replace-file.ts'

/** What became of an agent's file; `edited` is where an edited one is kept. */
export type Undone = { readonly kind: 'restored' | 'removed'; readonly edited?: string }

/**
 * Puts a file back to what it was before a command, connect unless told, first wrote it. A file that was edited since is refused, unless
 * `isForced`: then it is kept beside the original.
 * @throws Error where there is no backup, or an edited file; then nothing was changed
 */
export async function undoAgent(path: string, isForced: boolean, by = 'connect'): Promise<Undone> {
  const backup = await readBackup(path)
  if (!backup) throw new Error(`There is nothing to undo: ${by} has no backup of ${path}.`)
  const current = await readState(path)
  const isEdited = current !== undefined && !isUntouched(current, backup)
  if (isEdited && !isForced) throw new Error(refusal(path, by))
  if (isEdited) await keepEdited(path, current)
  if (backup.original) await replaceFile(path, backup.original.bytes, backup.original.mode)
  else await rm(path, { force: true })
  await dropBackup(path, backup)
  return { kind: backup.original ? 'restored' : 'removed', ...(isEdited && { edited: editedPath(path) }) }
}

function refusal(path: string, by: string): string {
  return `${path} was edited after ${by} wrote it, and is left as it is. Take the lines out by hand, or add --force: then the edited file is kept as ${editedPath(path)}.`
}
