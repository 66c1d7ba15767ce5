import { expect, it } from 'vitest'
import { CONTROL_PLANE_OPERATIONS } from '../../src/bedrock/control-plane-operations.ts'
import { OPERATIONS } from '../../src/bedrock/operations.ts'
import { ROUTES } from '../../src/simulator/routes.ts'

it.each(OPERATIONS.filter(({ body }) => body === 'whole'))('answers $name', ({ name, method, path }) => {
  const route = ROUTES.find((candidate) => candidate.name === name)
  expect(route).toMatchObject({ method, path, plane: 'runtime', answer: expect.any(Function) })
})

it.each(CONTROL_PLANE_OPERATIONS)('answers $name of the control plane', ({ name, method, path }) => {
  const route = ROUTES.find((candidate) => candidate.name === name)
  expect(route).toMatchObject({ method, path, plane: 'control', answer: expect.any(Function) })
})
