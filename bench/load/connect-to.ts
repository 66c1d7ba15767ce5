import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import * as net from 'node:net'
import * as tls from 'node:tls'
import { LOOPBACK_CERTIFICATE } from '../package-files.ts'

/** A stuck connection breaks the run instead of holding it. */
const SILENCE_MS = 30_000

/**
 * Opens a connection to the origin of an upstream or a contender on loopback, with TLS where it is https. Errors come as
 * events of the socket, a long silence among them.
 */
export async function connectTo({ protocol, hostname, port }: URL): Promise<net.Socket> {
  const isSecure = protocol === 'https:'
  const where = { host: hostname, port: Number(port) }
  const socket = isSecure ? tls.connect({ ...where, ca: certificate() }) : net.connect(where)
  await once(socket, isSecure ? 'secureConnect' : 'connect')
  socket.setNoDelay(true)
  return socket.setTimeout(SILENCE_MS, () => socket.destroy(new Error(`No byte came for ${SILENCE_MS} ms.`)))
}

function certificate(): Buffer {
  return readFileSync(LOOPBACK_CERTIFICATE)
}
