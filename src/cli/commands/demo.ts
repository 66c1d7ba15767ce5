import { startProxy } from '../../app.ts'
import { REGION_SCHEMA } from '../../settings/region-schemas.ts'
import { SettingsError } from '../../settings/settings-error.ts'
import type { CliContext } from '../cli-context.ts'
import { EXIT, type Invocation } from '../command-row.ts'
import { demoSettings } from '../demo/demo-settings.ts'
import { tellStory } from '../demo/tell-story.ts'
import { type SimulatedBedrock, startSimulatedBedrock } from '../simulated-bedrock.ts'

const REGION = 'eu-central-1'

/**
 * Shows one call that Bedrock refuses, and the same call through the proxy. Takes no setting but `--region`.
 * @throws SettingsError where that is no Region; Error where anything did not go as it was told
 */
export async function demo({ context, flags }: Invocation): Promise<number> {
  const region = checkRegion(flags.region ?? REGION)
  const simulated = await startSimulatedBedrock(region)
  try {
    await demoInFrontOf(simulated, region, context)
    return EXIT.ok
  } finally {
    await simulated.close()
  }
}

function checkRegion(region: string): string {
  const { success, error } = REGION_SCHEMA.safeParse(region)
  if (!success) throw new SettingsError([`--region: must be ${error.issues[0]?.message}`])
  return region
}

async function demoInFrontOf(simulated: SimulatedBedrock, region: string, context: CliContext): Promise<void> {
  // The machine's own AWS variables must not reach a simulation, so the environment stays empty.
  const proxy = await startProxy({
    settings: demoSettings(region),
    env: {},
    logTo: context.stderr,
    useColor: false,
    simulated,
  })
  try {
    await tellStory({ region, simulated, proxyUrl: proxy.url }, context)
  } finally {
    await proxy.destroy()
  }
}
