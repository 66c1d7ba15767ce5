import { backupPath, editedPath, isUntouched, keepBackup, keepEdited, readBackup } from '../connect/files/backup.ts'
import { checkWritable, type FileState, readState, replaceFile } from '../connect/files/replace-file.ts'
import { unifiedDiff } from '../connect/files/unified-diff.ts'
import type { WriteContext, Written } from '../connect/write-agent.ts'

/** A unit holds no secret, and systemd warns of units that nobody else may read. */
const READABLE = 0o644

/**
 * Puts a unit where systemd finds it: shows the difference, and keeps what stood there beside it. A unit that was edited since is
 * refused, unless `isForced`: then it is kept as well.
 * @throws Error where the file cannot be read or written, or was edited; then nothing was changed
 */
export async function writeUnit(
  path: string,
  unit: string,
  isForced: boolean,
  { show, paint }: WriteContext,
): Promise<Written & { readonly edited?: string }> {
  const before = await readState(path)
  if (before?.bytes.toString() === unit) return { kind: 'unchanged' }
  await checkWritable(path)
  const isEdited = await wasEdited(path, before)
  if (isEdited && !isForced) throw new Error(refusal(path))
  show(unifiedDiff(path, before?.bytes.toString(), unit, paint))
  if (isEdited && before) await keepEdited(path, before)
  await keepBackup(path, before, Buffer.from(unit), isEdited)
  await replaceFile(path, Buffer.from(unit), before?.mode ?? READABLE)
  const hasOriginal = (await readBackup(path))?.original !== undefined
  return {
    ...(hasOriginal ? { kind: 'changed', backup: backupPath(path) } : { kind: 'created' }),
    ...(isEdited && { edited: editedPath(path) }),
  }
}

async function wasEdited(path: string, before: FileState | undefined): Promise<boolean> {
  const backup = await readBackup(path)
  return before !== undefined && backup !== undefined && !isUntouched(before, backup)
}

function refusal(path: string): string {
  return `${path} was edited after service wrote it, and is left as it is. Put your lines into ${path}.d/override.conf, or add --force: then the edited file is kept as ${editedPath(path)}.`
}
