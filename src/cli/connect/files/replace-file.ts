import { randomUUID } from 'node:crypto'
import { chmod, lstat, mkdir, open, realpath, rename, rm } from 'node:fs/promises'
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
  await mkdir(dirname(path), { recursive: true })
  const target = await realpath(path).catch(() => path)
  const temporary = join(dirname(target), `.${basename(target)}.${randomUUID()}`)
  try {
    await writeDurably(temporary, bytes, mode)
    await rename(temporary, target)
  } catch (error) {
    await rm(temporary, { force: true })
    throw new Error(`${path} cannot be written (${codeOf(error)}).`, { cause: error })
  }
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
