import packageFile from '../../../../package.json' with { type: 'json' }
import type { CheckRow, Finding } from '../check-row.ts'
import { failed, ok, skipped, warn } from '../findings.ts'
import type { Patient } from '../patient.ts'

/** What there is on this machine: Node, settings, and who has the port. */
export const MACHINE_CHECKS: readonly CheckRow[] = [
  { name: 'node', look: nodeVersion, needsSettings: false },
  { name: 'settings', look: settingsFound, needsSettings: false },
  { name: 'port', look: whoseIsThePort, needsSettings: true },
  { name: 'running', look: runningProxy, needsSettings: true },
]

function nodeVersion({ context }: Patient): Finding {
  const { nodeVersion } = context.ownProcess
  const [oldest] = /\d+\.\d+\.\d+/.exec(packageFile.engines.node) ?? ['']
  if (isAtLeast(nodeVersion, oldest)) return ok(`Node ${nodeVersion}`)
  return failed(`Node ${nodeVersion} is too old.`, `Install Node ${oldest} or newer.`)
}

function isAtLeast(version: string, oldest: string): boolean {
  const [have = [], want = []] = [version, oldest].map((one) => one.split('.').map(Number))
  const differing = want.findIndex((number, index) => number !== have[index])
  return differing < 0 || (have[differing] ?? 0) > (want[differing] ?? 0)
}

function settingsFound({ loaded, problems }: Patient): Finding {
  if (!loaded) return failed(problems.join('; '), 'Correct them; serve --check reads them again.')
  const from =
    loaded.settingsFile === undefined ? 'no settings file; flags, environment and defaults' : loaded.settingsFile
  if (loaded.warnings.length === 0) return ok(`Read from ${from}`)
  return warn(loaded.warnings.join(' '), `Look at what they come from: ${from}.`)
}

async function whoseIsThePort({ running, url, loaded }: Patient): Promise<Finding> {
  const place = loaded?.settings.socket ?? url
  if (loaded?.settings.port === 0) return skipped('Any free port is taken')
  const { kind } = await running()
  if (kind === 'proxy') return ok(`${place} is this proxy's`)
  if (kind === 'silent') return ok(`${place} is free`)
  return failed(`Something else listens at ${place}.`, 'Stop it, or choose another --port.')
}

async function runningProxy({ running, url, loaded }: Patient): Promise<Finding> {
  const answer = await running()
  if (answer.kind !== 'proxy') return skipped('No proxy runs here')
  const { version, region, tokenRequired, problems } = answer
  const told = `Version ${version} runs at ${loaded?.settings.socket ?? url} for ${region}${tokenRequired ? ', and asks for a client token' : ''}`
  const [problem] = Object.values(problems)
  if (problem !== undefined) return warn(`${told}. ${problem}`, 'Look at its log.')
  if (version !== packageFile.version) return warn(`${told}; this is ${packageFile.version}.`, 'Restart it.')
  const wanted = loaded?.settings.region
  if (region === wanted) return ok(told)
  return warn(`${told}; the settings here say ${wanted}.`, 'Restart it, or choose its Region with --region.')
}
