import { expect, it } from 'vitest'
import { OPERATIONS } from '../../src/bedrock/operations.ts'
import { ROUTES } from '../../src/simulator/routes.ts'

it.each(OPERATIONS.filter(({ body }) => body === 'whole'))('answers $name', ({ name, method, path }) => {
  const route = ROUTES.find((candidate) => candidate.name === name)
  expect(route).toMatchObject({ method, path, plane: 'runtime', answer: expect.any(Function) })
})

it('answers what discovery asks of the control plane', () => {
  expect(ROUTES.filter(({ plane }) => plane === 'control').map(({ name }) => name)).toEqual([
    'ListInferenceProfiles',
    'GetInferenceProfile',
    'ListTagsForResource',
    'ListFoundationModels',
    'GetFoundationModel',
  ])
})
