import { readFileSync } from 'node:fs'
import * as http from 'node:http'
import * as https from 'node:https'
import httpProxy from 'http-proxy-3'
import { listenOnLoopback } from './listen-on-loopback.ts'

/**
 * http-proxy-3 at its best: with an agent, because without one every request opens a connection, and without Nagle's
 * algorithm, which costs 40 ms on larger bodies and which `https.Agent` does not switch off on Node 20 and 22.
 */
const [target = '', certificateFile = ''] = process.argv.slice(2)
const agent = new https.Agent({ keepAlive: true, ca: readFileSync(certificateFile) })
const proxy = httpProxy.createProxyServer<typeof http.IncomingMessage, typeof http.ServerResponse>({
  target,
  agent,
  changeOrigin: true,
})
proxy.on('proxyReq', (request) => request.setNoDelay(true))

listenOnLoopback(
  http.createServer({ noDelay: true }, (request, response) => {
    proxy.web(request, response, {}, () => response.destroy())
  }),
)
