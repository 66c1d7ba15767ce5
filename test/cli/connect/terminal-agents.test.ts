import { describe, expect, it } from 'vitest'
import { TERMINAL_AGENTS } from '../../../src/cli/connect/terminal-agents.ts'
import { CONNECTION, GUARDED, ONE_MODEL } from './sample-connection.ts'

const row = (name: string) => TERMINAL_AGENTS.find((agent) => agent.name === name)

describe('Claude Code', () => {
  it('leaves authentication out where the proxy asks for none', () => {
    expect(row('claude-code')?.env?.(CONNECTION)).toMatchObject({ CLAUDE_CODE_SKIP_BEDROCK_AUTH: '1' })
    expect(row('claude-code')?.env?.(CONNECTION)).not.toHaveProperty('AWS_BEARER_TOKEN_BEDROCK')
  })

  it('sends the token where the proxy asks for one, also where an earlier file left it out', () => {
    expect(row('claude-code')?.env?.(GUARDED)).toMatchObject({
      CLAUDE_CODE_SKIP_BEDROCK_AUTH: '',
      AWS_BEARER_TOKEN_BEDROCK: GUARDED.token,
    })
  })
})

describe('Crush', () => {
  it('gets a provider of type anthropic at the root of the URL, to which it adds /v1/messages', () => {
    expect(row('crush')?.file?.settings(CONNECTION)).toMatchObject({
      providers: { 'bedrock-local': { type: 'anthropic', base_url: CONNECTION.url, api_key: 'local' } },
      models: { small: { provider: 'bedrock-local', model: CONNECTION.small.modelId } },
    })
  })

  it('lists a model once where it is both the large and the small one', () => {
    const settings = row('crush')?.file?.settings(ONE_MODEL)
    expect(JSON.stringify(settings).match(/"id":/g)).toHaveLength(1)
    expect(settings).toMatchObject({ models: { large: {}, small: {} } })
  })
})

describe('The name by which Codex knows a model', () => {
  const name = (resolved: Readonly<Record<string, string>>) =>
    row('codex')?.modelName?.('openai.gpt-6.1-sol', (id) => resolved[id])
  const [BARE, GLOBAL, US] = ['openai.gpt-6.1-sol', 'global.openai.gpt-6.1-sol', 'us.openai.gpt-6.1-sol']

  it.each([
    [
      'the global profile, where that is what the Region has',
      { [BARE]: GLOBAL, [GLOBAL]: GLOBAL, [US]: GLOBAL },
      GLOBAL,
    ],
    ['the profile of the US, in the US', { [BARE]: US, [GLOBAL]: GLOBAL, [US]: US }, US],
    ['one that stays in another geography', { [BARE]: 'in.x', [GLOBAL]: GLOBAL, [US]: 'in.x' }, US],
    ['the foundation model ID, where neither leads anywhere', { [BARE]: BARE }, BARE],
  ])('is %s', (_, resolved, expected) => {
    expect(name(resolved)).toBe(expected)
  })
})

it('Crush keeps its own models where it is told by variables', () => {
  expect(row('crush')?.env?.(CONNECTION)).toEqual({
    ANTHROPIC_API_KEY: 'local',
    ANTHROPIC_API_ENDPOINT: CONNECTION.url,
  })
})

it('Codex is sent to the Responses route', () => {
  expect(JSON.stringify(row('codex')?.file?.settings(CONNECTION))).toContain(`"${CONNECTION.url}/openai/v1"`)
})

it('Goose has the same keys in its file as in its environment', () => {
  expect(row('goose')?.file?.settings(CONNECTION)).toEqual(row('goose')?.env?.(CONNECTION))
})

it('pi needs credentials in its environment, whichever way it learns the URL', () => {
  const credentials = { AWS_BEARER_TOKEN_BEDROCK: 'local', AWS_REGION: 'eu-central-1' }
  expect(row('pi')?.file?.env?.(CONNECTION)).toEqual(credentials)
  expect(row('pi')?.env?.(CONNECTION)).toMatchObject(credentials)
})
