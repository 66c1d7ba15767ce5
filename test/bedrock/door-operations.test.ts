import { expect, it } from 'vitest'
import { DOOR_OPERATIONS } from '../../src/bedrock/door-operations.ts'
import { OPERATIONS } from '../../src/bedrock/operations.ts'
import { policyWith } from '../fixtures/policy.ts'
import { FRANKFURT } from '../fixtures/start-frankfurt.ts'

it('has no name and no path that an operation of bedrock-runtime has', () => {
  const pathsOf = (rows: typeof OPERATIONS) =>
    rows.flatMap(({ name, method, path, aliases }) => [name, ...[path, ...aliases].map((one) => `${method} ${one}`)])
  const taken = new Set(pathsOf(OPERATIONS))
  expect(pathsOf(DOOR_OPERATIONS).filter((one) => taken.has(one))).toEqual([])
})

it('counts tokens where CountTokens does, under a foundation model ID', () => {
  const countTokens = OPERATIONS.find(({ name }) => name === 'CountTokens')
  const door = DOOR_OPERATIONS.find(({ name }) => name === 'CountMessageTokens')
  expect([door?.upstreamPath, door?.takesProfile]).toEqual([countTokens?.path, countTokens?.takesProfile])
})

it('goes nowhere with what the catalog answers, and with nothing else', () => {
  const nowhere = DOOR_OPERATIONS.filter(({ via }) => via === 'nowhere').map(({ name }) => name)
  expect(nowhere).toEqual(['ListModels', 'GetModel'])
  expect(DOOR_OPERATIONS.filter(({ answeredBy }) => answeredBy.who === 'catalog').map(({ name }) => name)).toEqual(
    nowhere,
  )
})

it('lists for a client of Anthropic what answers the Messages API, and everything for the others', () => {
  const list = DOOR_OPERATIONS.find(({ name }) => name === 'ListModels')?.answeredBy
  const vendors = (dialect: 'anthropic' | 'openai') => {
    const question = { labels: [], query: {}, policy: policyWith(), dialect }
    const { data } = (list?.who === 'catalog' ? list.fromCatalog(FRANKFURT, question) : {}) as {
      data: { id: string }[]
    }
    return [...new Set(data.map(({ id }) => id.split('.')[0]))]
  }
  expect(vendors('anthropic')).toEqual(['anthropic'])
  expect(vendors('openai').length).toBeGreaterThan(3)
})
