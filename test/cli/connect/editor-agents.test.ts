import { expect, it } from 'vitest'
import { EDITOR_AGENTS } from '../../../src/cli/connect/editor-agents.ts'
import { CONNECTION, ONE_MODEL } from './sample-connection.ts'

const row = (name: string) => EDITOR_AGENTS.find((agent) => agent.name === name)

it.each(['cline', 'roo'])('the steps for %s name every value', (name) => {
  const steps = row(name)?.steps?.(CONNECTION).join('\n')
  for (const value of [CONNECTION.url, CONNECTION.region, 'enter local', CONNECTION.large.modelId]) {
    expect(steps).toContain(value)
  }
})

it('Cline gets a date only where it has none', () => {
  expect(JSON.stringify(row('cline')?.file?.settings(CONNECTION))).not.toContain('updatedAt')
  expect(row('cline')?.file?.ifAbsent?.(CONNECTION)).toMatchObject({
    providers: { bedrock: { updatedAt: expect.any(String) } },
  })
})

it.each(['continue', 'zed'])('%s lists a model once where it is both the large and the small one', (name) => {
  const { modelId } = ONE_MODEL.large
  const text = JSON.stringify(row(name)?.file?.settings(ONE_MODEL))
  expect(text.split(`"${modelId}"`)).toHaveLength(2)
})

it('Zed reads its token from a variable of its own', () => {
  expect(row('zed')?.file?.env?.(CONNECTION)).toEqual({ ZED_BEDROCK_BEARER_TOKEN: 'local' })
})
