import { expect, it } from 'vitest'
import { MANTLE_ROUTES } from '../../src/simulator/mantle-routes.ts'
import { matchRoute } from '../../src/simulator/match-route.ts'

it.each([
  ['POST', '/v1/responses', 'MantleResponses'],
  ['POST', '/openai/v1/chat/completions', 'MantleChatCompletions'],
  ['POST', '/anthropic/v1/messages', 'MantleMessages'],
  ['POST', '/anthropic/v1/messages/count_tokens', 'MantleCountMessageTokens'],
  ['GET', '/v1/models', 'MantleListModels'],
])('answers %s %s', (method, path, name) => {
  expect(matchRoute(method, path, MANTLE_ROUTES)?.route).toMatchObject({
    name,
    plane: 'mantle',
    answer: expect.any(Function),
  })
})

it('knows nothing under /model', () => {
  expect(matchRoute('POST', '/model/a/invoke', MANTLE_ROUTES)).toBeUndefined()
})
