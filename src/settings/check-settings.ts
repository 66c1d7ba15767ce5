import { isLoopbackHost } from '../http/loopback-host.ts'
import { problemWithRoles, problemWithStrangers } from './client-roles.ts'
import { type EndpointTemplate, endpointFor, makesEndpoint, servesEveryRegion } from './endpoint-template.ts'
import type { Settings } from './settings.ts'
import { SETTINGS_TABLE, type SettingName } from './settings-table.ts'

/** A rule between rows. Values that were themselves wrong are absent; a rule says nothing about them. */
type Rule = { readonly about: SettingName; readonly problem: (settings: Partial<Settings>) => string | undefined }

const RULES: readonly Rule[] = [
  { about: 'host', problem: problemWithOpenHost },
  { about: 'insecureNoClientAuth', problem: problemWithInsecurity },
  { about: 'maxBufferedBytes', problem: problemWithBuffer },
  { about: 'runtimeEndpoint', problem: (settings) => problemWithEndpoint(settings.runtimeEndpoint, settings) },
  {
    about: 'controlPlaneEndpoint',
    problem: (settings) => problemWithEndpoint(settings.controlPlaneEndpoint, settings),
  },
  { about: 'stsEndpoint', problem: problemWithSts },
  { about: 'clients', problem: problemWithStrangers },
  { about: 'clientRole', problem: (settings) => settings.clientRole && problemWithRoles(settings) },
  { about: 'clients', problem: (settings) => (settings.clientRole ? undefined : problemWithRoles(settings)) },
]

/** What is wrong between settings that are each right; `givenAs` tells the name under which a value was given. */
export function checkSettings(settings: Partial<Settings>, givenAs: ReadonlyMap<SettingName, string>): string[] {
  return RULES.flatMap(({ about, problem }) => {
    const found = problem(settings)
    return found ? [`${givenAs.get(about) ?? `--${SETTINGS_TABLE[about].key}`}: ${found}`] : []
  })
}

/** Whoever reaches the proxy spends somebody's AWS account. */
function problemWithOpenHost(settings: Partial<Settings>): string | undefined {
  const { host, clientToken, insecureNoClientAuth, socket } = settings
  if (host === undefined || clientToken !== undefined || insecureNoClientAuth || socket) return undefined
  if (isLoopbackHost(host)) return undefined
  return 'other machines can reach this host, so it needs a client token (BEDROCK_PROXY_CLIENT_TOKEN)'
}

function problemWithInsecurity({ insecureNoClientAuth, clientToken }: Partial<Settings>): string | undefined {
  if (!insecureNoClientAuth || clientToken === undefined) return undefined
  return 'contradicts the client token, which every client must show. Leave one of them out'
}

function problemWithBuffer({ maxBufferedBytes, maxBodyBytes }: Partial<Settings>): string | undefined {
  if (maxBufferedBytes === undefined || maxBodyBytes === undefined || maxBodyBytes <= maxBufferedBytes) return undefined
  return `has no room for one body of --max-body-bytes, ${maxBodyBytes}. Raise it, or lower that`
}

function problemWithEndpoint(endpoint: EndpointTemplate | undefined, settings: Partial<Settings>): string | undefined {
  const { allowRegions = [], failoverRegions = [] } = settings
  const regions = [...new Set([...allowRegions, ...failoverRegions])]
  if (endpoint === undefined) return undefined
  if (!regions.every((region) => makesEndpoint(endpoint, region))) {
    return 'makes no host name of every allowed Region'
  }
  if (regions.length > 1 && !servesEveryRegion(endpoint)) {
    return "would send other Regions' requests to one Region's endpoint: put {region} where the Region stands"
  }
  const isLoop = regions.some((region) => isThisProxy(endpointFor(endpoint, region), settings))
  return isLoop ? 'is this proxy itself, every request would go round in circles' : undefined
}

/** Sessions are opened in one Region, whatever the Regions of the requests. */
function problemWithSts({ stsEndpoint, region, ...settings }: Partial<Settings>): string | undefined {
  return region && problemWithEndpoint(stsEndpoint, { ...settings, allowRegions: [region], failoverRegions: [] })
}

function isThisProxy(endpoint: URL, { port = 0, host, allowHosts = [] }: Partial<Settings>): boolean {
  if (port === 0 || portOf(endpoint) !== port) return false
  const name = endpoint.hostname.replace(/^\[|\]$/g, '')
  return isLoopbackHost(name) || name === host || allowHosts.includes(name)
}

function portOf({ port, protocol }: URL): number {
  return port === '' ? DEFAULT_PORTS[protocol as keyof typeof DEFAULT_PORTS] : Number(port)
}

/** URL leaves the port of its scheme out. */
const DEFAULT_PORTS = { 'https:': 443, 'http:': 80 }
