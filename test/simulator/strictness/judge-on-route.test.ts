import { expect, it } from 'vitest'
import { MANTLE_ROUTES } from '../../../src/simulator/mantle-routes.ts'
import { matchRoute } from '../../../src/simulator/match-route.ts'
import type { Route } from '../../../src/simulator/routes.ts'
import { type CountedUnder, judgeOnRoute } from '../../../src/simulator/strictness/judge-on-route.ts'
import { FRANKFURT } from '../../fixtures/start-frankfurt.ts'

const SONNET = 'anthropic.claude-sonnet-4-6'
const APPLICATION = 'arn:aws:bedrock:eu-central-1:123456789012:application-inference-profile/abc'

function routeOf(path: string, routes?: readonly Route[]): Route {
  const route = matchRoute('POST', path, routes)?.route
  if (!route) throw new Error(`no route ${path}`)
  return route
}

const codeOf = (identifier: string, route: Route, countedUnder?: CountedUnder) => {
  try {
    judgeOnRoute(identifier, route, FRANKFURT, countedUnder)
    return 'taken'
  } catch (error) {
    return (error as { code: string }).code
  }
}

it.each([
  ['/openai/v1/responses', APPLICATION, 'no-application-profile'],
  ['/openai/v1/chat/completions', APPLICATION, 'taken'],
  ['/model/x/converse', APPLICATION, 'taken'],
  ['/openai/v1/responses', 'no.such-model', 'no-model-on-route'],
  ['/openai/v1/chat/completions', `us.${SONNET}`, 'no-model-on-route'],
  ['/openai/v1/responses', SONNET, 'profile-required'],
  ['/openai/v1/responses', `eu.${SONNET}`, 'taken'],
  ['/anthropic/v1/messages', 'no.such-model', 'invalid-identifier'],
])('%s and %s: %s', (path, identifier, code) => {
  expect(codeOf(identifier, routeOf(path))).toBe(code)
})

it.each([
  [SONNET, 'taken'],
  ['openai.gpt-oss-120b', 'taken'],
  [`eu.${SONNET}`, 'no-mantle-model'],
  ['us.xai.grok-4.6', 'no-mantle-model'],
  ['global.somebody.knows', 'no-mantle-model'],
  [APPLICATION, 'no-mantle-model'],
])('the mantle and %s: %s', (identifier, code) => {
  expect(codeOf(identifier, routeOf('/v1/responses', MANTLE_ROUTES))).toBe(code)
})

it('counts under the form of ID that it is told to want', () => {
  const count = routeOf('/model/x/count-tokens')
  expect([codeOf(SONNET, count), codeOf(`eu.${SONNET}`, count)]).toEqual(['taken', 'no-token-counting'])
  expect([codeOf(SONNET, count, 'profile'), codeOf(`eu.${SONNET}`, count, 'profile')]).toEqual([
    'profile-required',
    'taken',
  ])
})
