import { chmod, lstat, mkdtemp, rename, rm, unlink } from 'node:fs/promises'
import { connect } from 'node:net'
import { dirname, join } from 'node:path'

/** A unix socket that is listened on; `remove` takes its file away, unless another one has taken its place. */
export type ClaimedSocket = { readonly remove: () => Promise<void> }

/**
 * Puts a listening unix socket at a path, for its owner alone. It begins in a folder that nobody else can enter, because
 * there is no moment at which it may be open to others, and moves to its place when it is closed to them. A socket that a
 * dead process left behind is replaced.
 * @throws Error with a sentence for the user where something else is in the way, or the socket cannot be made
 */
export async function claimSocket(path: string, listen: (path: string) => Promise<unknown>): Promise<ClaimedSocket> {
  await checkPlace(path)
  if (Buffer.byteLength(path) > MAX_PATH_BYTES) throw new Error(`${path} is too long for a socket. ${CHOOSE_ANOTHER}`)
  const folder = await mkdtemp(join(dirname(path), '.')).catch(cannotMake(path))
  const first = join(folder, 's')
  try {
    await listen(first)
    await chmod(first, OWNER_ONLY)
    await rename(first, path)
  } catch (error) {
    return cannotMake(path)(error)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
  const { ino } = await lstat(path)
  return { remove: () => removeOwn(path, ino) }
}

const OWNER_ONLY = 0o600
const CHOOSE_ANOTHER = 'Choose another --socket.'

/** The shortest that an operating system has is 104 bytes; the rest is for the folder. A longer path would be cut off, not refused. */
const MAX_PATH_BYTES = 90

async function checkPlace(path: string): Promise<void> {
  const found = await lstat(path).catch(() => undefined)
  if (!found) return
  if (!found.isSocket()) throw new Error(`${path} is there and is no socket. ${CHOOSE_ANOTHER}`)
  if (!(await isListenedOn(path))) return
  const taken = new Error(`Something listens on ${path}. Stop it, or choose another --socket.`)
  throw Object.assign(taken, { code: 'EADDRINUSE' })
}

/** A socket that refuses connections is left over; whatever cannot be told counts as alive. */
function isListenedOn(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = connect({ path })
    probe
      .on('connect', () => resolve(true))
      .on('error', (error: NodeJS.ErrnoException) => {
        resolve(error.code !== 'ECONNREFUSED' && error.code !== 'ENOENT')
      })
    probe.once('connect', () => probe.destroy())
  })
}

function cannotMake(path: string): (error: unknown) => never {
  return (cause) => {
    const { code = 'unknown error' } = cause as NodeJS.ErrnoException
    throw new Error(`The socket ${path} cannot be made (${code}). ${CHOOSE_ANOTHER}`, { cause })
  }
}

async function removeOwn(path: string, ino: number): Promise<void> {
  const found = await lstat(path).catch(() => undefined)
  if (found?.isSocket() && found.ino === ino) await unlink(path)
}
