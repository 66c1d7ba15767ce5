import { expect, it } from 'vitest'
import { OPENCODE_AGENTS } from '../../../src/cli/connect/opencode-agents.ts'
import { CONNECTION, ONE_MODEL } from './sample-connection.ts'

it.each(OPENCODE_AGENTS)('$name gets a provider of its own, whose IDs it sends as they are', ({ file }) => {
  const { large, small } = CONNECTION
  expect(file?.settings(CONNECTION)).toMatchObject({
    model: `bedrock-local/${large.modelId}`,
    small_model: `bedrock-local/${small.modelId}`,
    provider: {
      'bedrock-local': { models: { [large.modelId]: { name: large.name }, [small.modelId]: { name: small.name } } },
    },
  })
})

it.each(OPENCODE_AGENTS)('$name gets by with one model', ({ file }) => {
  expect(JSON.stringify(file?.settings(ONE_MODEL)).match(/"name":"Claude/g)).toHaveLength(1)
})
