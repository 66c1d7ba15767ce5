import type { Catalog } from '../../bedrock/catalog.ts'
import { leastPolicy } from '../../bedrock/least-policy.ts'
import { policyOf } from '../../settings/policy-of.ts'
import type { Settings } from '../../settings/settings.ts'
import { SettingsError } from '../../settings/settings-error.ts'
import type { CliContext } from '../cli-context.ts'
import { EXIT, type Invocation } from '../command-row.ts'
import { CHECKS } from '../doctor/check-table.ts'
import { examine, type Patient } from '../doctor/patient.ts'
import { probeModel } from '../doctor/probe-model.ts'
import { renderResults } from '../doctor/render-results.ts'
import { type CheckResult, runChecks } from '../doctor/run-checks.ts'
import { paintFor, printLines } from '../print.ts'

/**
 * Looks at everything that the proxy needs, and tells what is wrong and what to do. Resolves to 1 where something failed.
 * @throws SettingsError for `--policy` without settings that are right
 */
export async function doctor(invocation: Invocation): Promise<number> {
  const { context, options, switches } = invocation
  const { stdout, env } = context
  const patient = await examine(invocation)
  try {
    if (switches.has('policy')) return await printPolicy(patient)
    const results = [...(await runChecks(CHECKS, patient)), ...(await probed(patient, options.probe))]
    const lines = switches.has('json')
      ? [JSON.stringify(results, null, 2)]
      : renderResults(results, paintFor(stdout, env))
    printLines(stdout, lines)
    return results.some(({ status }) => status === 'failed') ? EXIT.failed : EXIT.ok
  } finally {
    await patient.close()
  }
}

async function probed({ loaded, context }: Patient, model: string | undefined): Promise<CheckResult[]> {
  if (model === undefined || !loaded) return []
  return [{ check: 'probe', ...(await probeModel(model, loaded.settings, context)) }]
}

/** The policy alone, so that it can be piped into the AWS CLI. */
async function printPolicy({ loaded, problems, catalog, diagnosis, context }: Patient): Promise<number> {
  if (!loaded) throw new SettingsError(problems)
  const { partition } = await diagnosis()
  const home = (await catalog()).catalog
  const policy = leastPolicy(
    home,
    policyOf(loaded.settings),
    partition,
    await catalogsElsewhere(loaded.settings, context),
  )
  printLines(context.stdout, [JSON.stringify(policy, null, 2)])
  return EXIT.ok
}

/** Of the Regions to which throttled requests may go. */
async function catalogsElsewhere(settings: Settings, { env, homeDir, userId }: CliContext): Promise<Catalog[]> {
  const { failover, failoverRegions, region } = settings
  const others = failover === 'off' ? [] : failoverRegions.filter((one) => one !== region)
  if (others.length === 0) return []
  const { loadCatalogs } = await import('../../app/load-catalogs.ts')
  const loaded = await loadCatalogs(
    others,
    { settings, env, home: { homeDir, userId } },
    { onWarning: () => undefined },
  )
  return loaded.map(({ catalog }) => catalog)
}
