import { expect, it } from 'vitest'
import { MANTLE_ROUTES } from '../../../src/simulator/mantle-routes.ts'
import { matchRoute } from '../../../src/simulator/match-route.ts'
import { MANNERS } from '../../../src/simulator/strictness/manners.ts'
import { FRANKFURT } from '../../fixtures/start-frankfurt.ts'

const APPLICATION = 'arn:aws:bedrock:eu-central-1:123456789012:application-inference-profile/abc'
const RESPONSES = matchRoute('POST', '/openai/v1/responses')?.route
const ON_MANTLE = matchRoute('POST', '/v1/responses', MANTLE_ROUTES)?.route

it('are the old ones where they are lenient: any route takes what some route takes', () => {
  if (!RESPONSES || !ON_MANTLE) throw new Error('no route')
  expect(() => MANNERS.lenient.judgeModel(APPLICATION, RESPONSES, FRANKFURT)).not.toThrow()
  expect(() => MANNERS.strict.judgeModel(APPLICATION, RESPONSES, FRANKFURT)).toThrow()
  expect(() => MANNERS.lenient.judgeModel('us.somebody.knows', ON_MANTLE, FRANKFURT)).not.toThrow()
  expect(() => MANNERS.strict.judgeModel('us.somebody.knows', ON_MANTLE, FRANKFURT)).toThrow()
})

it('take any body where they are lenient', () => {
  const asked = { operation: 'InvokeModel', headers: [], body: {}, modelId: 'anthropic.claude-sonnet-4-6' }
  expect(() => MANNERS.lenient.checkRequest(asked)).not.toThrow()
  expect(() => MANNERS.strict.checkRequest(asked)).toThrow('anthropic_version: Field required')
})
