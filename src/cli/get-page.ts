import { type RequestOptions, request as requestOverHttp } from 'node:http'
import { request as requestOverHttps } from 'node:https'

/** Where to ask: at the URL of a proxy, or at its unix socket. */
export type AskAt = { readonly url: string } | { readonly socket: string }

/** What came of asking: an answer, nobody there, or somebody who did not answer as HTTP has it, or in time. */
export type Page =
  | { readonly kind: 'answered'; readonly status: number; readonly text: string }
  | { readonly kind: 'silent' }
  | { readonly kind: 'unclear' }

/** Asks for a page of a proxy's own, through no other proxy. Never rejects, and takes no longer than it may. */
export async function getPage(at: AskAt, path: string, timeoutMs: number): Promise<Page> {
  let isConnected = false
  try {
    return await ask(at, path, timeoutMs, () => {
      isConnected = true
    })
  } catch {
    return { kind: isConnected ? 'unclear' : 'silent' }
  }
}

/** More than any Region's problems take. */
const MAX_CHARACTERS = 1 << 16

function ask(at: AskAt, path: string, timeoutMs: number, onConnect: () => void): Promise<Page> {
  const [url, place] = whereTo(at, path)
  const send = url.protocol === 'https:' ? requestOverHttps : requestOverHttp
  return new Promise((resolve, reject) => {
    const request = send(url, { ...place, agent: false, signal: AbortSignal.timeout(timeoutMs) }, (response) => {
      let text = ''
      response.setEncoding('utf8')
      response.on('data', (chunk: string) => {
        text += chunk
        if (text.length > MAX_CHARACTERS) response.destroy(new Error('too long an answer'))
      })
      response.on('end', () => resolve({ kind: 'answered', status: response.statusCode ?? 0, text }))
      response.on('error', reject)
    })
    request.on('socket', (socket) => socket.once('connect', onConnect))
    request.on('error', reject)
    request.end()
  })
}

function whereTo(at: AskAt, path: string): [URL, RequestOptions] {
  if ('socket' in at) return [new URL(path, 'http://localhost'), { socketPath: at.socket }]
  return [new URL(path, at.url), {}]
}
