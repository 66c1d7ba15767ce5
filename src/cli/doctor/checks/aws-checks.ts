import type { CredentialDescription } from '../../../aws/sign-in/describe-credentials.ts'
import { isReachable } from '../../../bedrock/catalog.ts'
import { problemOf } from '../../../catalog/catalog-problem.ts'
import { isStale } from '../../../catalog/is-stale.ts'
import type { CheckRow, Finding } from '../check-row.ts'
import { inTwo, ok, skipped, warn } from '../findings.ts'
import type { Patient } from '../patient.ts'

/** Who calls AWS, and what AWS tells. */
export const AWS_CHECKS: readonly CheckRow[] = [
  { name: 'credentials', look: credentials, needsSettings: true },
  { name: 'listing', look: listing, needsSettings: true },
  { name: 'catalog', look: catalogInUse, needsSettings: true },
]

async function credentials({ diagnosis, context }: Patient): Promise<Finding> {
  if (context.env.AWS_BEARER_TOKEN_BEDROCK) return ok('An Amazon Bedrock API key, from AWS_BEARER_TOKEN_BEDROCK')
  const { describeCredentials } = await diagnosis()
  return describeCredentials().then(
    (found) => ok(told(found)),
    (error: unknown) => inTwo(error),
  )
}

const PLACES: Readonly<Record<CredentialDescription['place'], string>> = {
  environment: 'Keys of the environment',
  profile: 'The profile',
  'web-identity': 'A web identity, from AWS_WEB_IDENTITY_TOKEN_FILE',
  container: "The container's role",
  metadata: "The instance's role",
}

function told({ place, profile, sources, accountEnding, expiration }: CredentialDescription): string {
  return [
    profile === undefined ? PLACES[place] : `${PLACES[place]} ${profile} (${sources.join(', then ')})`,
    accountEnding === undefined ? 'account unknown' : `account …${accountEnding}`,
    expiration === undefined ? 'without an end' : `until ${expiration.toISOString()}`,
  ].join(', ')
}

async function listing({ catalog, loaded }: Patient): Promise<Finding> {
  if (loaded?.settings.discovery === 'off') return skipped('--discovery off asks AWS nothing')
  const { failure } = await catalog()
  if (failure === undefined) return ok('AWS lists its models and profiles')
  const problem = problemOf(failure)
  if (NOT_ASKED.includes(problem)) return skipped(`AWS could not be asked (${problem})`)
  return warn(
    `AWS did not list its models and profiles (${problem}).`,
    'Allow bedrock:ListInferenceProfiles and bedrock:ListFoundationModels; until then the proxy serves from what it knows.',
  )
}

/** What other checks tell of. */
const NOT_ASKED: readonly string[] = ['no-credentials', 'unreachable', 'timeout']

const DAY_MS = 24 * 60 * 60_000

async function catalogInUse({ catalog, loaded, context }: Patient): Promise<Finding> {
  const { catalog: known } = await catalog()
  const days = Math.max(0, Math.floor((context.now().getTime() - Date.parse(known.asOf)) / DAY_MS))
  const reachable = [...known.models.values()].filter(isReachable).length
  const from = loaded?.settings.discovery === 'off' ? 'snapshot' : known.source
  const finding = `From ${SOURCES[from]}, ${days === 0 ? 'of today' : `${days} days old`}; ${reachable} models in reach`
  if (!isStale(known, context.now())) return ok(finding)
  return warn(`${finding}.`, 'Update the proxy, or let it ask AWS.')
}

const SOURCES = { live: 'AWS', cache: "AWS's last listing", snapshot: 'the snapshot of this version' } as const
