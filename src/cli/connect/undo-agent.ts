import { rm, writeFile } from 'node:fs/promises'
import { dropBackup, editedPath, isUntouched, readBackup } from './files/backup.ts'
import { type FileState, readState, replaceFile } from './files/replace-file.ts'

/** What became of an agent's file; `edited` is where an edited one is kept. */
export type Undone = { readonly kind: 'restored' | 'removed'; readonly edited?: string }

/**
 * Puts an agent's file back to what it was before connect first wrote it. A file that was edited since is refused, unless
 * `isForced`: then it is kept beside the original.
 * @throws Error where there is no backup, or an edited file; then nothing was changed
 */
export async function undoAgent(path: string, isForced: boolean): Promise<Undone> {
  const backup = await readBackup(path)
  if (!backup) throw new Error(`There is nothing to undo: connect has no backup of ${path}.`)
  const current = await readState(path)
  const isEdited = current !== undefined && !isUntouched(current, backup)
  if (isEdited && !isForced) throw new Error(refusal(path))
  if (isEdited) await keepEdited(path, current)
  if (backup.original) await replaceFile(path, backup.original.bytes, backup.original.mode)
  else await rm(path, { force: true })
  await dropBackup(path, backup)
  return { kind: backup.original ? 'restored' : 'removed', ...(isEdited && { edited: editedPath(path) }) }
}

function refusal(path: string): string {
  return `${path} was edited after connect wrote it, and is left as it is. Take the lines out by hand, or add --force: then the edited file is kept as ${editedPath(path)}.`
}

/** Never over an earlier one: that may be the only copy of somebody's work. */
async function keepEdited(path: string, { bytes, mode }: FileState): Promise<void> {
  try {
    await writeFile(editedPath(path), bytes, { flag: 'wx', mode })
  } catch (cause) {
    throw new Error(`${editedPath(path)} cannot be written, perhaps because it is there. Move it away first.`, {
      cause,
    })
  }
}
