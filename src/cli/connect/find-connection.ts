import { randomBytes } from 'node:crypto'
import { policyOf } from '../../settings/policy-of.ts'
import type { Settings } from '../../settings/settings.ts'
import { SettingsError } from '../../settings/settings-error.ts'
import { askProxy, type ProxyAnswer } from '../ask-proxy.ts'
import type { Invocation } from '../command-row.ts'
import { loadForCommand } from '../load-for-command.ts'
import { loadForListing } from '../load-for-listing.ts'
import type { AgentRow, Connection } from './agent-row.ts'
import { makeConnection, proxyUrl } from './make-connection.ts'
import { notesOnModel } from './notes-on-model.ts'

/** What an agent must know, and what is to be said about it: a sentence each. */
export type FoundConnection = { readonly connection: Connection; readonly notes: readonly string[] }

/**
 * Works out what an agent must know. A proxy that runs is asked for its Region, and whether it wants a token; what a person
 * gave as a flag stands before what it says.
 * @throws SettingsError, ProxyError `invalid-model-identifier`, and Error where no token is known though one is wanted
 */
export async function findConnection(row: AgentRow, invocation: Invocation): Promise<FoundConnection> {
  const { flags, switches, options } = invocation
  const { settings: place } = await loadForCommand(invocation)
  const url = proxyUrl(place, options.url)
  const answer = await askProxy(
    options.url === undefined && place.socket !== undefined ? { socket: place.socket } : { url },
  )
  const region = flags.region ?? (answer.kind === 'proxy' ? answer.region : undefined)
  const { settings, catalogOf } = await loadForListing({
    ...invocation,
    flags: { ...flags, ...(region && { region }) },
  })

  const isTokenNew = switches.has('new-token')
  if (isTokenNew && settings.clientToken) throw new SettingsError([HAS_TOKEN])
  if (!isTokenNew) checkToken(answer, settings, url)
  const { model, 'small-model': smallModel } = options
  const today = invocation.context.now().toISOString().slice(0, 10)
  const choice = { catalog: await catalogOf(settings.region), policy: policyOf(settings), today }
  const connection = makeConnection(row, settings, choice, {
    ...(options.url !== undefined && { url }),
    ...(model !== undefined && { model }),
    ...(smallModel !== undefined && { smallModel }),
    ...(isTokenNew && { newToken: randomBytes(TOKEN_BYTES).toString('hex') }),
  })
  const named = [model, smallModel].filter((one) => one !== undefined)
  return { connection, notes: [...notesOn(answer, connection), ...named.flatMap((one) => notesOnModel(one, choice))] }
}

/** 192 bits: not to be guessed by whoever sees the access key ID that is derived from it. */
const TOKEN_BYTES = 24
const HAS_TOKEN = '--new-token: the settings hold a client token already, and the lines carry it without this switch'

function checkToken(answer: ProxyAnswer, { clientToken }: Settings, url: string): void {
  if (answer.kind !== 'proxy' || !answer.tokenRequired || clientToken) return
  throw new Error(
    `The proxy at ${url} asks for a client token, and the settings here hold none. Set BEDROCK_PROXY_CLIENT_TOKEN here as it is set there.`,
  )
}

function notesOn(answer: ProxyAnswer, { url, socket, region }: Connection): string[] {
  const place = socket ?? url
  if (answer.kind === 'silent') return [`Nothing listens at ${place} yet; the lines are for when the proxy does.`]
  if (answer.kind === 'stranger') {
    return [
      `What answers at ${place} is not this proxy, or another version of it; the lines come from the settings here.`,
    ]
  }
  if (answer.region === region) return []
  return [`The proxy at ${place} serves ${answer.region}, not ${region}, unless a request names its Region.`]
}
