import { expect, it } from 'vitest'
import { findAgent } from '../../../src/cli/connect/agent-table.ts'
import { connectTo } from '../../../src/cli/run/connect-to.ts'
import { settingsWith } from '../../fixtures/start-pair.ts'
import { cliContextOf } from '../cli-context-of.ts'

const PROXY = {
  url: 'http://127.0.0.1:4000',
  region: 'eu-central-1',
  token: 's3cret',
  settings: settingsWith({}),
  isAwsAsked: false,
  close: async () => undefined,
}
const CALL = { context: cliContextOf, argument: '', options: {}, switches: new Set<string>(), flags: {} }

it('gives the agent URL, Region, token and models', async () => {
  const connection = await connectTo(PROXY, findAgent('codex'), { ...CALL, context: cliContextOf() })
  expect(connection).toMatchObject({ url: PROXY.url, region: PROXY.region, token: 's3cret', isTokenRequired: true })
  expect(connection.large.modelId).toMatch(/^global\.openai\.gpt-/)
})

it('takes the models that a person names', async () => {
  const options = { model: 'a.large', 'small-model': 'a.small' }
  const connection = await connectTo(PROXY, findAgent('claude'), { ...CALL, context: cliContextOf(), options })
  expect([connection.large.modelId, connection.small.modelId]).toEqual(['a.large', 'a.small'])
})

it('a proxy that wants no token gets none', async () => {
  const connection = await connectTo({ ...PROXY, token: undefined }, findAgent('claude'), {
    ...CALL,
    context: cliContextOf(),
  })
  expect(connection).toMatchObject({ token: 'local', isTokenRequired: false })
})
