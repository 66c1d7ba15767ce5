import { expect, it } from 'vitest'
import { MANTLE_OPERATIONS } from '../../src/bedrock/mantle-operations.ts'

it.each([...MANTLE_OPERATIONS])('$method $path goes to the mantle under the rest of its path', (operation) => {
  const { path, upstreamPath, via, takesProfile, dialect } = operation
  expect({ path: `/mantle${upstreamPath}`, via, takesProfile }).toEqual({ path, via: 'mantle', takesProfile: false })
  expect(dialect).toBe(path.includes('/anthropic/') ? 'anthropic' : 'openai')
})

it.each([...MANTLE_OPERATIONS])(
  '$method $path names a model only where it runs one',
  ({ method, path, model, resolvedBy }) => {
    const names = method === 'POST' && !path.endsWith('/cancel')
    expect([model.in, resolvedBy]).toEqual(names ? ['body', 'mantle'] : ['nowhere', 'nothing'])
  },
)

it('names every route once', () => {
  const routes = MANTLE_OPERATIONS.map(({ method, path }) => `${method} ${path}`)
  expect(new Set(routes).size).toBe(routes.length)
})
