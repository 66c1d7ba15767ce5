import { randomUUID } from 'node:crypto'
import { constants, type Stats } from 'node:fs'
import { lstat, mkdir, open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'

/** Whose files are trusted; without a user ID, as on Windows, owners and modes say nothing and are not looked at. */
export type FileTrust = { readonly userId: number | undefined; readonly maxBytes: number }

/** A file that is there but that nobody should believe. The message says why, without its path. */
export class UntrustedFileError extends Error {
  override readonly name = 'UntrustedFileError'
}

/** A symbolic link is refused, and a pipe does not keep us waiting for who writes into it; Windows knows neither. */
const OPEN_FLAGS = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0)
const WRITABLE_BY_OTHERS = 0o022

/**
 * The text of a file that nobody else can have written; undefined where there is none.
 * Rejects with UntrustedFileError, or with Node's error where it cannot be read.
 */
export async function readPrivateFile(path: string, trust: FileTrust): Promise<string | undefined> {
  try {
    checkOwner(await lstat(dirname(path)), 'folder', trust)
    const file = await open(path, OPEN_FLAGS)
    try {
      const stats = await file.stat()
      checkOwner(stats, 'file', trust)
      if (stats.size > trust.maxBytes) throw new UntrustedFileError('it is too large')
      return await file.readFile('utf8')
    } finally {
      await file.close()
    }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT') return undefined
    throw code === 'ELOOP' ? new UntrustedFileError('it is a symbolic link') : error
  }
}

/**
 * Writes a file that only its owner can read, and whole or not at all: by rename from a file beside it. Makes the folder
 * where there is none.
 * Rejects with UntrustedFileError where the folder is somebody else's, or with Node's error.
 */
export async function writePrivateFile(path: string, text: string, trust: FileTrust): Promise<void> {
  if (Buffer.byteLength(text) > trust.maxBytes) throw new UntrustedFileError('it would be too large')
  const folder = dirname(path)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  checkOwner(await lstat(folder), 'folder', trust)
  const draft = `${path}.${randomUUID()}.tmp`
  try {
    await writeNewFile(draft, text)
    await rename(draft, path)
  } catch (error) {
    await rm(draft, { force: true })
    throw error
  }
}

function checkOwner(stats: Stats, kind: 'file' | 'folder', { userId }: FileTrust): void {
  const isOfKind = kind === 'file' ? stats.isFile() : stats.isDirectory()
  if (!isOfKind) throw new UntrustedFileError(OF_ANOTHER_KIND[kind])
  if (userId === undefined) return
  if (stats.uid !== userId) throw new UntrustedFileError(`the ${kind} belongs to another user`)
  if (stats.mode & WRITABLE_BY_OTHERS) throw new UntrustedFileError(`others may write to the ${kind}`)
}

const OF_ANOTHER_KIND = { file: 'it is no regular file', folder: 'its folder is a symbolic link, or no folder' }

/** On the disk before it takes the place of the last one: a rename can outlive a crash that the text does not. */
async function writeNewFile(path: string, text: string): Promise<void> {
  const file = await open(path, 'wx', 0o600)
  try {
    await file.writeFile(text)
    await file.sync()
  } finally {
    await file.close()
  }
}
