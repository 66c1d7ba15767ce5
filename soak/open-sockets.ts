import { existsSync, readdirSync, readFileSync, readlinkSync } from 'node:fs'

/** A TCP socket of a process. */
export type OpenSocket = { readonly localPort: number; readonly remotePort: number; readonly isListening: boolean }

/** The open TCP sockets of a process, as proc(5) tells them; undefined on systems without `/proc`. */
export function openSockets(pid: number): OpenSocket[] | undefined {
  if (!existsSync(`/proc/${pid}/net/tcp`)) return undefined
  const own = socketInodes(pid)
  const tables = ['tcp', 'tcp6'].map((name) => readFileSync(`/proc/${pid}/net/${name}`, 'utf8'))
  return tables.flatMap(parseSockets).filter(({ inode }) => own.has(inode))
}

/** A descriptor may be gone between the listing and the look at it. */
function socketInodes(pid: number): Set<string> {
  const inodes = readdirSync(`/proc/${pid}/fd`).map((fd) => {
    try {
      return /^socket:\[(\d+)\]$/.exec(readlinkSync(`/proc/${pid}/fd/${fd}`))?.[1]
    } catch {
      return undefined
    }
  })
  return new Set(inodes.filter((inode) => inode !== undefined))
}

const LISTEN = '0A'

/** The rows of `/proc/net/tcp` below its heading. */
export function parseSockets(table: string): (OpenSocket & { readonly inode: string })[] {
  const rows = table.trim().split('\n').slice(1)
  return rows.map((row) => {
    const [, local = '', remote = '', state, , , , , , inode = ''] = row.trim().split(/\s+/)
    return { localPort: portOf(local), remotePort: portOf(remote), isListening: state === LISTEN, inode }
  })
}

/** An address is hexadecimal, as in `0100007F:201F`. */
function portOf(address: string): number {
  return Number.parseInt(address.slice(address.lastIndexOf(':') + 1), 16)
}
