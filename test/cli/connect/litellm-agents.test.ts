import { expect, it } from 'vitest'
import { LITELLM_AGENTS } from '../../../src/cli/connect/litellm-agents.ts'
import { CONNECTION, ONE_MODEL } from './sample-connection.ts'

const row = (name: string) => LITELLM_AGENTS.find((agent) => agent.name === name)

it('LiteLLM lists a model once where it is both the large and the small one', () => {
  const [yaml] = row('litellm')?.code ?? []
  expect(yaml?.text(ONE_MODEL).match(/model_name/g)).toHaveLength(1)
  expect(yaml?.text(CONNECTION).match(/model_name/g)).toHaveLength(2)
})

it.each(LITELLM_AGENTS)('$name learns the endpoint by LiteLLM’s own variable, and gets a key pair', ({ env }) => {
  expect(env?.(CONNECTION)).toMatchObject({
    AWS_BEDROCK_RUNTIME_ENDPOINT: CONNECTION.url,
    AWS_ACCESS_KEY_ID: 'local',
    AWS_REGION_NAME: CONNECTION.region,
  })
})

it.each([
  ['aider', 'AIDER_MODEL'],
  ['openhands', 'LLM_MODEL'],
])('%s is told its model with bedrock/ before the ID', (name, variable) => {
  expect(row(name)?.env?.(CONNECTION)[variable]).toBe(`bedrock/${CONNECTION.large.modelId}`)
})
