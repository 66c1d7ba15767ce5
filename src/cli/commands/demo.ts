import { startProxy } from '../../app.ts'
import { EXIT, type Invocation } from '../command-table.ts'
import { demoSettings } from '../demo/demo-settings.ts'
import { tellStory } from '../demo/tell-story.ts'
import { type SimulatedBedrock, startSimulatedBedrock } from '../simulated-bedrock.ts'

const REGION = 'eu-central-1'

/**
 * Shows one call that Bedrock refuses, and the same call through the proxy. Takes no setting but `--region`.
 * @throws Error where anything did not go as it was told
 */
export async function demo(invocation: Invocation): Promise<number> {
  const simulated = await startSimulatedBedrock(invocation.flags.region ?? REGION)
  try {
    await demoInFrontOf(simulated, invocation)
    return EXIT.ok
  } finally {
    await simulated.close()
  }
}

async function demoInFrontOf(simulated: SimulatedBedrock, { context, flags }: Invocation): Promise<void> {
  const region = flags.region ?? REGION
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
