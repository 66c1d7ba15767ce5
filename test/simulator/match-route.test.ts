import { expect, it } from 'vitest'
import { matchRoute } from '../../src/simulator/match-route.ts'

it.each([
  ['POST', '/model/a%3Ab/invoke', 'InvokeModel', { modelId: 'a:b' }],
  ['POST', '/model/a:b/invoke', 'InvokeModel', { modelId: 'a:b' }],
  ['POST', '/model/a%252Fb/converse-stream', 'ConverseStream', { modelId: 'a%2Fb' }],
  ['GET', '/async-invoke/a%2Fb', 'GetAsyncInvoke', { invocationArn: 'a/b' }],
  ['GET', '/async-invoke?maxResults=1', 'ListAsyncInvokes', {}],
  ['POST', '/async-invoke', 'StartAsyncInvoke', {}],
  ['GET', '/inference-profiles/x', 'GetInferenceProfile', { inferenceProfileIdentifier: 'x' }],
])('%s %s is %s', (method, target, name, labels) => {
  const matched = matchRoute(method, target)
  expect(matched?.route.name).toBe(name)
  expect(matched?.labels).toEqual(labels)
})

it('hands over the query', () => {
  expect(matchRoute('GET', '/inference-profiles?type=APPLICATION')?.query.get('type')).toBe('APPLICATION')
})

it.each([
  ['another method', 'GET', '/model/x/invoke'],
  ['one segment more', 'POST', '/model/x/invoke/'],
  ['an empty label', 'POST', '/model//invoke'],
  ['a broken percent escape', 'POST', '/model/%zz/invoke'],
  ['an unknown path', 'POST', '/v1/messages'],
])('knows no route for %s', (_title, method, target) => {
  expect(matchRoute(method, target)).toBeUndefined()
})
