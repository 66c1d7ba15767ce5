// By `require`: an import reads all that a module has, and from Node 22 on that loads Node's own fetch, web sockets and HTTP/2.
import { createRequire } from 'node:module'

export const {
  Agent,
  ClientRequest,
  createServer,
  get,
  globalAgent,
  IncomingMessage,
  maxHeaderSize,
  METHODS,
  OutgoingMessage,
  request,
  Server,
  ServerResponse,
  STATUS_CODES,
  validateHeaderName,
  validateHeaderValue,
} = createRequire(import.meta.url)('node:http')
