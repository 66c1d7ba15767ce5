import { randomBytes } from 'node:crypto'
import type { AppContext } from '../app/app-context.ts'
import { catalogFromSnapshot, loadSnapshot } from '../catalog/load-snapshot.ts'
import { clientRoles } from '../settings/client-roles.ts'
import type { Settings } from '../settings/settings.ts'
import type { Simulator } from '../simulator/start-simulator.ts'
import { STRICTNESSES, type Strictness } from '../simulator/strictness/strictness.ts'
import type { SimulatedRole } from '../simulator/sts/answer-sts.ts'
import type { SimulatorCredentials } from '../simulator/verify-signature.ts'

/** A running simulator, in the form in which the proxy takes it in Bedrock's place. */
export type SimulatedBedrock = NonNullable<AppContext['simulated']> & {
  /** What arrived, in order. */
  readonly requests: Simulator['requests']
  /** Accepted in place of a signature. */
  readonly bearerToken: string
  close(): Promise<void>
}

/** Slow enough to see tokens arrive one by one. */
const CHUNK_DELAY_MS = 40

/** What kind of Bedrock is simulated; as strict as AWS, without its mantle and without an STS unless told. */
export type SimulatedKind = {
  readonly mantle?: boolean
  readonly strictness?: Strictness
  /** Roles that a simulated STS opens sessions of; without any there is none. */
  readonly roles?: readonly SimulatedRole[]
}

/** Starts one in the manner that `--simulate` asks for; none where it asks for none. */
export async function startSimulation(
  settings: SimulatedSettings,
  manner: string | undefined,
): Promise<SimulatedBedrock | undefined> {
  const { region, mantle } = settings
  const strictness = STRICTNESSES.find((name) => name === manner)
  return strictness && startSimulatedBedrock(region, { mantle: mantle === 'on', strictness, roles: rolesOf(settings) })
}

type SimulatedSettings = Pick<Settings, 'region' | 'mantle'> & Parameters<typeof clientRoles>[0]

/** Whatever role a client has, the simulated STS lets it be assumed. */
function rolesOf(settings: SimulatedSettings): SimulatedRole[] {
  const roles = [...(clientRoles(settings)?.values() ?? [])]
  return roles.map(({ roleArn: arn, externalId }) => ({ arn, ...(externalId !== undefined && { externalId }) }))
}

/**
 * Starts a Bedrock of the snapshot, for every Region, on any free port, with an identity made up for this run, and its mantle
 * where it is asked for.
 */
export async function startSimulatedBedrock(
  region: string,
  { mantle = false, strictness = 'strict', roles = [] }: SimulatedKind = {},
): Promise<SimulatedBedrock> {
  const { startSimulator } = await import('../simulator/start-simulator.ts')
  const credentials = { accessKeyId: 'AKIDSIMULATED', secretAccessKey: randomBytes(20).toString('hex') }
  const bearerToken = randomBytes(20).toString('hex')
  const snapshot = loadSnapshot()
  const catalog = (name: string) => (snapshot.regions[name] ? catalogFromSnapshot(snapshot, name) : undefined)
  const sts = roles.length > 0 ? await startSimulatedSts(credentials, roles) : undefined
  const sessions = sts && { sessions: sts.sessions }
  const options = { region, catalog, credentials, bearerToken, strictness, chunkDelayMs: CHUNK_DELAY_MS, ...sessions }
  const simulator = await startSimulator(options)
  const simulatedMantle = mantle ? await startSimulator({ ...options, service: 'bedrock-mantle' }) : undefined
  return {
    endpoint: new URL(simulator.url),
    ...(simulatedMantle && { mantle: new URL(simulatedMantle.url) }),
    ...(sts && { sts: new URL(sts.url) }),
    credentials,
    bearerToken,
    requests: simulator.requests,
    async close() {
      await Promise.all([simulator.close(), simulatedMantle?.close(), sts?.close()])
    },
  }
}

async function startSimulatedSts(credentials: SimulatorCredentials, roles: readonly SimulatedRole[]) {
  const { createSessions } = await import('../simulator/sts/sessions.ts')
  const { startSts } = await import('../simulator/sts/start-sts.ts')
  const sessions = createSessions()
  return { sessions, ...(await startSts({ credentials, roles, sessions })) }
}
