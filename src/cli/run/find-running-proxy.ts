import type { Settings } from '../../settings/settings.ts'
import { askProxy } from '../ask-proxy.ts'
import { proxyUrl } from '../connect/make-connection.ts'
import type { RunProxy } from './run-proxy.ts'

/**
 * The proxy that listens where these settings say, for a client that has their token.
 * @throws SettingsError where they name no URL, and Error where none listens there, or one that wants another token
 */
export async function findRunningProxy(settings: Settings): Promise<RunProxy> {
  const { clientToken, socket } = settings
  if (socket !== undefined) throw new Error('run cannot use a proxy on a unix socket: most programs reach none.')
  const url = proxyUrl(settings)
  const answer = await askProxy({ url })
  if (answer.kind !== 'proxy') throw new Error(`${NOT_THERE[answer.kind](url)} Start it, or leave --use-running out.`)
  const token = clientToken?.[0]?.token
  if (answer.tokenRequired && !(await isKnown(url, token))) throw new Error(wrongToken(url, token))
  return { url, region: answer.region, token, settings, isAwsAsked: false, close: async () => undefined }
}

const NOT_THERE: Readonly<Record<'silent' | 'stranger', (url: string) => string>> = {
  silent: (url) => `Nothing listens at ${url}.`,
  stranger: (url) => `What answers at ${url} is not this proxy, or another version of it.`,
}

function wrongToken(url: string, token: string | undefined): string {
  const what = token === undefined ? 'and the settings here hold none' : 'and the one of the settings here is another'
  return `The proxy at ${url} wants a client token, ${what}. Set BEDROCK_PROXY_CLIENT_TOKEN as it is set there.`
}

/** The metrics are open to nobody but the proxy's clients. */
async function isKnown(url: string, token: string | undefined): Promise<boolean> {
  if (token === undefined) return false
  const { status, body } = await fetch(`${url}/metrics`, { headers: { authorization: `Bearer ${token}` } })
  await body?.cancel()
  return status === 200
}
