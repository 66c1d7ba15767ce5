import { expect, it } from 'vitest'
import { CONTROL_PLANE_OPERATIONS } from '../../src/bedrock/control-plane-operations.ts'
import { OPERATIONS } from '../../src/bedrock/operations.ts'
import { ROUTES } from '../../src/simulator/routes.ts'

it.each(OPERATIONS.filter(({ body }) => body === 'whole'))('answers $name', ({ name, method, path }) => {
  const route = ROUTES.find((candidate) => candidate.name === name)
  expect(route?.answer, `${name} has no answer in RUNTIME_ANSWERS of src/simulator/routes.ts`).toBeTypeOf('function')
  expect(route).toMatchObject({ method, path, plane: 'runtime' })
})

it.each(CONTROL_PLANE_OPERATIONS)('answers $name of the control plane', ({ name, method, path }) => {
  const route = ROUTES.find((candidate) => candidate.name === name)
  expect(route?.answer, `${name} has no controlRoute in src/simulator/routes.ts`).toBeTypeOf('function')
  expect(route).toMatchObject({ method, path, plane: 'control' })
})
