import { randomUUID } from 'node:crypto'
import { access, chmod, constants, lstat, mkdir, open, realpath, rename, rm, rmdir } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'

/** For files that connect creates: they may hold the client token. */
const PRIVATE = 0o600

/** A file's content and permissions. */
export type FileState = { readonly bytes: Buffer; readonly mode: number }

/**
 * Reads a file, through a link if it is one; undefined where there is none.
 * @throws Error where there is something that cannot be read
 */
export async function readState(path: string): Promise<FileState | undefined> {
  try {
    const file = await open(path)
    try {
      const { mode } = await file.stat()
      return { bytes: await file.readFile(), mode: mode & 0o777 }
    } finally {
      await file.close()
    }
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return await refuseDeadLink(path)
    throw new Error(`${path} cannot be read (${codeOf(error)}).`, { cause: error })
  }
}

/**
 * Puts a file in the place of another in one step: whoever reads it sees the old one or the new one. A link stays a link,
 * and missing folders are made.
 */
export async function replaceFile(path: string, bytes: Uint8Array, mode: number = PRIVATE): Promise<void> {
  await makeFolderFor(path)
  const target = await realpath(path).catch(() => path)
  const temporary = join(dirname(target), `.${basename(target)}.${randomUUID()}`)
  try {
    await writeDurably(temporary, bytes, mode)
    await rename(temporary, target)
  } catch (error) {
    await rm(temporary, { force: true })
    throw unwritable(path, error)
  }
}

/**
 * Makes the folder of a file where it is missing; gives the outermost folder that was made, if any was.
 * @throws Error where it cannot be made
 */
export async function makeFolderFor(path: string): Promise<string | undefined> {
  try {
    return await mkdir(dirname(path), { recursive: true })
  } catch (error) {
    throw unwritable(path, error)
  }
}

/** Removes the folder of a file and those around it, as far as `outermost`, that hold nothing. */
export async function removeEmptyFolders(path: string, outermost: string): Promise<void> {
  for (let folder = dirname(path); isWithin(folder, outermost); folder = dirname(folder)) {
    const isGone = await rmdir(folder).then(
      () => true,
      () => false,
    )
    if (!isGone) return
  }
}

/**
 * Looks whether a file could be written, without a trace.
 * @throws Error where it could not
 */
export async function checkWritable(path: string): Promise<void> {
  const folder = await nearestFolder(dirname(path))
  await access(folder, constants.W_OK).catch((error: unknown) => {
    throw new Error(`${unwritable(path, error).message} Without --write the lines are only printed.`, { cause: error })
  })
}

function isWithin(folder: string, outermost: string): boolean {
  return folder === outermost || folder.startsWith(`${outermost}/`)
}

async function nearestFolder(folder: string): Promise<string> {
  const isThere = await lstat(folder).then(
    () => true,
    () => false,
  )
  return isThere || folder === dirname(folder) ? folder : nearestFolder(dirname(folder))
}

function unwritable(path: string, error: unknown): Error {
  const code = codeOf(error)
  const reason = REASONS[code] ?? ''
  return new Error(`${path} cannot be written (${code}).${reason}`, { cause: error })
}

const REASONS: Readonly<Record<string, string>> = {
  EACCES: ' This user may not write there.',
  EPERM: ' This user may not write there.',
  EROFS: ' It is on a file system that is read-only.',
  ENOSPC: ' The disk is full.',
  ENOTDIR: ' A file stands where its folder should be.',
  EEXIST: ' A file stands where its folder should be.',
}

async function refuseDeadLink(path: string): Promise<undefined> {
  const link = await lstat(path).catch(() => undefined)
  if (link) throw new Error(`${path} is a link to a file that is not there. Make that file, or remove the link.`)
}

async function writeDurably(path: string, bytes: Uint8Array, mode: number): Promise<void> {
  const file = await open(path, 'wx', mode)
  try {
    await file.writeFile(bytes)
    await file.sync()
  } finally {
    await file.close()
  }
  await chmod(path, mode)
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown error'
}
