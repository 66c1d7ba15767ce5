import { createHash } from 'node:crypto'
import { rm, writeFile } from 'node:fs/promises'
import { type FileState, makeFolderFor, readState, removeEmptyFolders, replaceFile } from './replace-file.ts'

/** What stands beside a file that connect wrote. */
export type Backup = {
  /** The file as it was before the first write; undefined where there was none. */
  readonly original: FileState | undefined
  /** The outermost folder that the first write made for it. */
  readonly madeFolder: string | undefined
  /** The last write that nobody's edit had come before, as SHA-256. */
  readonly writtenSha256: string
}

/** Where the original of a file is kept. */
export function backupPath(path: string): string {
  return `${path}.bedrock-profile-proxy.bak`
}

/** Where a file that somebody edited is kept when the original takes its place. */
export function editedPath(path: string): string {
  return `${path}.bedrock-profile-proxy.edited`
}

/**
 * The backup of a file; undefined where connect has not written it.
 * @throws Error where what stands beside the file is not what connect put there
 */
export async function readBackup(path: string): Promise<Backup | undefined> {
  const record = await readState(recordPath(path))
  const original = await readState(backupPath(path))
  if (!record) {
    if (original) throw new Error(`${backupPath(path)} is there without its record ${recordPath(path)}. Move it away.`)
    return undefined
  }
  const { wasThere, writtenSha256, madeFolder } = parseRecord(record.bytes.toString(), path)
  if (wasThere && !original) throw new Error(`The backup ${backupPath(path)} is gone, so nothing was changed.`)
  return { original: wasThere ? original : undefined, writtenSha256, madeFolder }
}

/**
 * Keeps what a file was, before it is written. The first original stays however often it is written; and where somebody
 * edited the file between two writes, the record of the first one stays as well, so that an undo notices; unless that edit is
 * kept elsewhere.
 */
export async function keepBackup(
  path: string,
  before: FileState | undefined,
  after: Uint8Array,
  isEditKept = false,
): Promise<void> {
  const backup = await readBackup(path)
  const madeFolder = backup ? backup.madeFolder : await makeFolderFor(path)
  if (!backup && before) await replaceFile(backupPath(path), before.bytes, before.mode)
  if (backup && !isEditKept && !isUntouched(before, backup)) return
  const wasThere = (backup ? backup.original : before) !== undefined
  const record = `${JSON.stringify({ wasThere, writtenSha256: sha256(after), madeFolder }, null, 2)}\n`
  await replaceFile(recordPath(path), Buffer.from(record))
}

/**
 * Keeps a file that somebody edited. Never over an earlier one: that may be the only copy of somebody's work.
 * @throws Error where one is there
 */
export async function keepEdited(path: string, { bytes, mode }: FileState): Promise<void> {
  try {
    await writeFile(editedPath(path), bytes, { flag: 'wx', mode })
  } catch (cause) {
    throw new Error(`${editedPath(path)} cannot be written, perhaps because it is there. Move it away first.`, {
      cause,
    })
  }
}

/** True for a file that is as connect left it, or as it was before. */
export function isUntouched(current: FileState | undefined, { original, writtenSha256 }: Backup): boolean {
  if (!current || !original) return current === original || (!!current && sha256(current.bytes) === writtenSha256)
  return sha256(current.bytes) === writtenSha256 || current.bytes.equals(original.bytes)
}

/** Removes what stands beside a file, and the folders that were made for it, unless they hold something else by now. */
export async function dropBackup(path: string, { madeFolder }: Pick<Backup, 'madeFolder'>): Promise<void> {
  await rm(backupPath(path), { force: true })
  await rm(recordPath(path), { force: true })
  if (madeFolder !== undefined) await removeEmptyFolders(path, madeFolder)
}

type Record = {
  readonly wasThere: boolean
  readonly writtenSha256: string
  readonly madeFolder: string | undefined
}

function recordPath(path: string): string {
  return `${path}.bedrock-profile-proxy.json`
}

function parseRecord(text: string, path: string): Record {
  try {
    const { wasThere, writtenSha256, madeFolder } = JSON.parse(text)
    const isFolder = madeFolder === undefined || typeof madeFolder === 'string'
    if (typeof wasThere === 'boolean' && typeof writtenSha256 === 'string' && isFolder) {
      return { wasThere, writtenSha256, madeFolder }
    }
  } catch {
    // Not JSON either: the same complaint.
  }
  throw new Error(`${recordPath(path)} is not what connect wrote there, so nothing was changed.`)
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}
