import { resolveModel } from '../../../bedrock/resolve-model.ts'
import { policyOf } from '../../../settings/policy-of.ts'
import { AGENTS } from '../../connect/agent-table.ts'
import type { CheckRow, Finding } from '../check-row.ts'
import { failed, ok, skipped, warn } from '../findings.ts'
import type { Patient } from '../patient.ts'
import { type AgentScan, scanAgent } from '../scan-agent.ts'

/** Which agents come here, and whether they get what they ask for. */
export const AGENT_CHECKS: readonly CheckRow[] = [
  { name: 'agents', look: agents, needsSettings: true },
  { name: 'models', look: models, needsSettings: true },
]

async function agents({ context, url }: Patient): Promise<Finding> {
  const scans = (await scanAll(context)).filter(({ isInstalled, urls }) => isInstalled || urls.length > 0)
  if (scans.length === 0) return skipped('No agent was found on this machine')
  const here = scans.filter(({ urls }) => urls.some((one) => isSame(one, url)))
  const elsewhere = scans.filter((scan) => scan.urls.length > 0 && !here.includes(scan))
  const unset = scans.filter(({ urls }) => urls.length === 0)
  const finding = [
    here.length > 0 && `Here: ${named(here)}`,
    elsewhere.length > 0 && `elsewhere: ${elsewhere.map(toldElsewhere).join(', ')}`,
    unset.length > 0 && `not told of the proxy: ${named(unset)}`,
  ].filter((part) => part !== false)
  if (elsewhere.length === 0) return ok(finding.join('; '))
  return warn(`${finding.join('; ')}.`, `Use connect ${elsewhere[0]?.row.name}, with --write where it has a file.`)
}

async function models({ context, url, catalog, loaded }: Patient): Promise<Finding> {
  if (!loaded) return skipped('The settings have problems')
  const scans = (await scanAll(context)).filter(({ urls }) => urls.some((one) => isSame(one, url)))
  const asked = scans.flatMap(({ row, models }) => models.map((model) => ({ row, model })))
  if (asked.length === 0) return skipped('No agent that is pointed here names a model')
  const resolveIn = { catalog: (await catalog()).catalog, policy: policyOf(loaded.settings), takesProfile: true }
  const refused = asked.filter(({ model }) => !('resolved' in resolveModel(model, resolveIn)))
  if (refused.length === 0) return ok(`The policy leaves all ${asked.length} that agents ask for`)
  const list = refused.map(({ row, model }) => `${model} (${row.name})`).join(', ')
  return failed(
    `The policy leaves nothing for ${list}.`,
    `Ask resolve ${refused[0]?.model} for the rule that refuses it.`,
  )
}

function scanAll(context: Patient['context']): Promise<AgentScan[]> {
  return Promise.all(AGENTS.map((row) => scanAgent(row, context)))
}

function named(scans: readonly AgentScan[]): string {
  return scans.map(({ row }) => row.name).join(', ')
}

/** Without a user or a password that the URL may have. */
function toldElsewhere({ row, urls }: AgentScan): string {
  const [url = ''] = urls
  return `${row.name} (${URL.canParse(url) ? new URL(url).host : 'not a URL'})`
}

/** Every name of loopback is the same machine. */
function isSame(one: string, other: string): boolean {
  if (!URL.canParse(one) || !URL.canParse(other)) return false
  const [left, right] = [new URL(one), new URL(other)].map(({ hostname, port }) => [
    LOOPBACK.includes(hostname) ? 'loopback' : hostname,
    port,
  ])
  return String(left) === String(right)
}

const LOOPBACK = ['127.0.0.1', 'localhost', '[::1]']
