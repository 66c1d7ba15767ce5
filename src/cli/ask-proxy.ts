import { type RequestOptions, request as requestOverHttp } from 'node:http'
import { request as requestOverHttps } from 'node:https'

/** What answers where a proxy of ours might listen: it, nothing at all, or something else. */
export type ProxyAnswer =
  | {
      readonly kind: 'proxy'
      readonly version: string
      readonly region: string
      readonly tokenRequired: boolean
      /** By name of the check; empty where it is ready. */
      readonly problems: Readonly<Record<string, string>>
    }
  | { readonly kind: 'silent' }
  | { readonly kind: 'stranger' }

/** Where to ask: at the URL of a proxy, or at its unix socket. */
export type AskAt = { readonly url: string } | { readonly socket: string }

/** Asks for `/readyz`, which wants no token. Never rejects; goes through no other proxy, and takes a second at most. */
export async function askProxy(at: AskAt, timeoutMs = TIMEOUT_MS): Promise<ProxyAnswer> {
  let isConnected = false
  try {
    const text = await getText(at, timeoutMs, () => {
      isConnected = true
    })
    return parseAnswer(text)
  } catch {
    return { kind: isConnected ? 'stranger' : 'silent' }
  }
}

const TIMEOUT_MS = 1_000
/** More than any Region's problems take. */
const MAX_CHARACTERS = 1 << 16

function getText(at: AskAt, timeoutMs: number, onConnect: () => void): Promise<string> {
  const [url, place] = whereTo(at)
  const send = url.protocol === 'https:' ? requestOverHttps : requestOverHttp
  return new Promise((resolve, reject) => {
    const request = send(url, { ...place, agent: false, signal: AbortSignal.timeout(timeoutMs) }, (response) => {
      let text = ''
      response.setEncoding('utf8')
      response.on('data', (chunk: string) => {
        text += chunk
        if (text.length > MAX_CHARACTERS) response.destroy(new Error('too long an answer'))
      })
      response.on('end', () => resolve(text))
      response.on('error', reject)
    })
    request.on('socket', (socket) => socket.once('connect', onConnect))
    request.on('error', reject)
    request.end()
  })
}

function whereTo(at: AskAt): [URL, RequestOptions] {
  if ('socket' in at) return [new URL('http://localhost/readyz'), { socketPath: at.socket }]
  return [new URL('/readyz', at.url), {}]
}

function parseAnswer(text: string): ProxyAnswer {
  const { version, region, tokenRequired, problems } = JSON.parse(text)
  const isOurs = typeof version === 'string' && typeof region === 'string' && typeof tokenRequired === 'boolean'
  return isOurs ? { kind: 'proxy', version, region, tokenRequired, problems: problems ?? {} } : { kind: 'stranger' }
}
