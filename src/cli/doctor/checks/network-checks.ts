import { knownRegions, loadSnapshot } from '../../../catalog/load-snapshot.ts'
import type { CheckRow, Finding } from '../check-row.ts'
import { failed, inTwo, ok, skipped, warn } from '../findings.ts'
import type { Patient } from '../patient.ts'

/** Where AWS is called, and whether it answers. */
export const NETWORK_CHECKS: readonly CheckRow[] = [
  { name: 'region', look: regionKnown, needsSettings: true },
  { name: 'endpoints', look: endpoints, needsSettings: true },
  { name: 'outbound-proxy', look: outboundProxy, needsSettings: true },
  { name: 'certificates', look: certificates, needsSettings: true },
  { name: 'runtime-endpoint', look: (patient) => answers(patient, 'runtime'), needsSettings: true },
  { name: 'control-plane-endpoint', look: (patient) => answers(patient, 'control-plane'), needsSettings: true },
  { name: 'clock', look: clock, needsSettings: true },
]

function regionKnown({ loaded }: Patient): Finding {
  const region = loaded?.settings.region ?? ''
  const givenAs = loaded?.givenAs.get('region')
  if (loaded?.settings.regionIsAssumed)
    return warn(`None is configured; ${region} is used.`, 'Set --region or AWS_REGION.')
  if (!knownRegions(loadSnapshot()).includes(region)) {
    return warn(
      `This version does not know ${region}.`,
      'Look for a typing error; a new Region works once AWS lists it.',
    )
  }
  return ok(givenAs === undefined ? region : `${region}, by ${givenAs}`)
}

async function endpoints({ diagnosis }: Patient): Promise<Finding> {
  const { partition, place } = await diagnosis()
  return ok(`Partition ${partition}: ${place.runtime.origin}, ${place.controlPlane.origin}`)
}

async function outboundProxy({ diagnosis }: Patient): Promise<Finding> {
  const { proxyTo, place } = await diagnosis()
  if (place.runtime.protocol === 'http:') return skipped('The endpoint is on this machine')
  const proxy = proxyTo(place.runtime)
  return ok(proxy ? `By ${proxy.variable} through ${proxy.host}:${proxy.port}` : 'None: connections go straight out')
}

async function certificates({ diagnosis, context }: Patient): Promise<Finding> {
  await diagnosis()
  const named = ['AWS_CA_BUNDLE', 'NODE_EXTRA_CA_CERTS'].filter((name) => context.env[name])
  return ok(named.length === 0 ? 'Those that Node knows' : `Those that Node knows, and ${named.join(' and ')}`)
}

async function answers({ answerOf, diagnosis }: Patient, endpoint: 'runtime' | 'control-plane'): Promise<Finding> {
  const { place } = await diagnosis()
  const { host, protocol } = endpoint === 'runtime' ? place.runtime : place.controlPlane
  return answerOf(endpoint).then(
    () => ok(`${host} answers${protocol === 'https:' ? ' over TLS' : ''}`),
    (error: unknown) => inTwo(error),
  )
}

const [MINUTE_MS, MAX_SKEW_MS] = [60_000, 5 * 60_000]

async function clock({ answerOf }: Patient): Promise<Finding> {
  const { date, at } = await answerOf('runtime').catch(() => answerOf('control-plane').catch(() => UNKNOWN))
  const offMs = date === undefined ? Number.NaN : at.getTime() - Date.parse(date)
  if (Number.isNaN(offMs)) return skipped('AWS did not tell its time')
  const told = `${Math.round(Math.abs(offMs) / 1000)} s ${offMs < 0 ? 'behind' : 'ahead of'} AWS`
  if (Math.abs(offMs) < MINUTE_MS) return ok(`Within a minute of AWS`)
  if (Math.abs(offMs) < MAX_SKEW_MS) return warn(`It is ${told}.`, 'Let the system set its clock.')
  return failed(`It is ${told}; AWS refuses signatures that are 5 minutes off.`, 'Let the system set its clock.')
}

const UNKNOWN = { date: undefined, at: new Date(0) }
