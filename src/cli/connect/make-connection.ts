import { derivedKeyPair, type KeyPair } from '../../aws/derived-key-pair.ts'
import { validateIdentifier } from '../../bedrock/model-identifier.ts'
import { resolveModel } from '../../bedrock/resolve-model.ts'
import { nameInUrl } from '../../http/loopback-host.ts'
import type { Settings } from '../../settings/settings.ts'
import { SettingsError } from '../../settings/settings-error.ts'
import type { AgentRow, Connection, ModelChoice } from './agent-row.ts'
import { type Choice, chooseModel, type ModelSize } from './choose-model.ts'

/** What a person may put in the place of what would be worked out. */
export type ConnectOptions = {
  readonly url?: string
  readonly model?: string
  readonly smallModel?: string
  /** A client token for a proxy that has none yet. */
  readonly newToken?: string
}

/** The settings that say where the proxy is and what it asks for. */
export type ProxyPlace = Pick<Settings, 'host' | 'port' | 'region' | 'clientToken'> & { readonly socket?: string }

/** Where the proxy asks for no token, any word makes a client believe that it has credentials. */
const ANY_TOKEN = 'local'
const ANY_KEYS: KeyPair = { accessKeyId: ANY_TOKEN, secretAccessKey: ANY_TOKEN }

/**
 * Works out what an agent must know: the proxy's URL and token from its settings, and two models of the Region's catalog.
 * @throws SettingsError where there is no URL to go by, ProxyError `invalid-model-identifier`, and Error where the Region
 * reaches no model that the agent can use
 */
export function makeConnection(
  row: AgentRow,
  settings: ProxyPlace,
  choice: Choice,
  { url, model, smallModel, newToken }: ConnectOptions,
): Connection {
  const large = nameFor(row, model === undefined ? choose(row, 'large', choice) : named(model, choice), choice)
  const small = nameFor(
    row,
    smallModel === undefined ? choose(row, 'small', choice) : named(smallModel, choice),
    choice,
  )
  const token = newToken ?? settings.clientToken?.[0]?.token
  return {
    url: proxyUrl(settings, url),
    ...(url === undefined && settings.socket !== undefined && { socket: settings.socket }),
    region: settings.region,
    token: token ?? ANY_TOKEN,
    keyPair: token === undefined ? ANY_KEYS : derivedKeyPair(token),
    isTokenRequired: token !== undefined,
    isTokenNew: newToken !== undefined,
    large,
    small,
    models: large.modelId === small.modelId ? [large] : [large, small],
  }
}

function choose({ title, family }: AgentRow, size: ModelSize, choice: Choice): ModelChoice {
  const model = chooseModel(family, size, choice)
  if (model) return model
  const { policy, catalog } = choice
  throw new Error(
    `No ${size} model that ${title} can use is reachable from ${catalog.region} under routing ${policy.routing}. Name one with --model and --small-model, or choose another --routing.`,
  )
}

function named(identifier: string, { catalog }: Choice): ModelChoice {
  const modelId = validateIdentifier(identifier)
  return { modelId, name: catalog.models.get(modelId)?.name ?? modelId }
}

/** A model under the name by which the agent knows it best. */
function nameFor({ modelName }: AgentRow, chosen: ModelChoice, { catalog, policy }: Choice): ModelChoice {
  if (!modelName || !catalog.models.has(chosen.modelId)) return chosen
  const resolve = (id: string) => {
    const resolution = resolveModel(id, { catalog, policy, takesProfile: true })
    return 'resolved' in resolution ? resolution.resolved : undefined
  }
  return { ...chosen, modelId: modelName(chosen.modelId, resolve) }
}

/**
 * The URL of the proxy that these settings describe, unless a person names another. On a unix socket the host is a name only.
 * @throws SettingsError where there is no URL to go by
 */
export function proxyUrl({ host, port, socket }: Omit<ProxyPlace, 'region' | 'clientToken'>, url?: string): string {
  if (url !== undefined) return checkUrl(url)
  if (socket !== undefined) return 'http://localhost'
  if (port === 0) throw new SettingsError(['--port: 0 is any free port; give the URL that serve printed with --url'])
  return `http://${nameInUrl(ANY_ADDRESS.includes(host) ? '127.0.0.1' : host)}:${port}`
}

/** A listener on every address is reached over loopback from this machine. */
const ANY_ADDRESS = ['0.0.0.0', '::']

function checkUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined
  const isHttp = url?.protocol === 'http:' || url?.protocol === 'https:'
  const isPlain = url?.username === '' && url.password === '' && url.search === '' && url.hash === ''
  if (!url || !isHttp || !isPlain) {
    throw new SettingsError(['--url: must be the URL of this proxy, such as http://127.0.0.1:8223'])
  }
  return url.href.replace(/\/+$/, '')
}
