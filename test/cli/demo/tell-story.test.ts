import { expect, it, onTestFinished } from 'vitest'
import { tellStory } from '../../../src/cli/demo/tell-story.ts'
import { startSimulatedBedrock } from '../../../src/cli/simulated-bedrock.ts'
import { cliContextOf, written } from '../cli-context-of.ts'

// The whole story stands in commands/demo.test.ts; here, the proxy does not do its work.
it('stops where the call through the proxy is refused too', async () => {
  const simulated = await startSimulatedBedrock('eu-central-1')
  onTestFinished(() => simulated.close())
  const context = cliContextOf()
  const cast = { region: 'eu-central-1', simulated, proxyUrl: simulated.endpoint.origin }

  await expect(tellStory(cast, context)).rejects.toMatchObject({ name: 'UnrecognizedClientException' })
  const told = written(context.stdout)
  expect(told).toContain('2. The same call through the proxy')
  expect(told).not.toContain('Next, with your own AWS credentials')
})
