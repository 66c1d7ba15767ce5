import { describe, expect, it } from 'vitest'
import { modelInfo, modelList } from '../../src/bedrock/model-list.ts'

const MODELS = ['a.1', 'a.2', 'b.3', 'b.4', 'b.5'].map((id) => ({ id, name: id.toUpperCase(), vendor: id.slice(0, 1) }))
const page = (query: Record<string, string>) => {
  const { data, ...rest } = modelList(MODELS, 'anthropic', query) as { data: { id: string }[] }
  return { ids: data.map(({ id }) => id), ...rest }
}

describe('A list of models', () => {
  it('has the shape of the OpenAI API, in one piece', () => {
    expect(modelList(MODELS.slice(0, 1), 'openai', { limit: '0' })).toEqual({
      object: 'list',
      data: [{ id: 'a.1', object: 'model', created: 0, owned_by: 'a' }],
    })
  })

  it('has the shape of the Anthropic API', () => {
    expect(modelList(MODELS.slice(0, 1), 'anthropic', {})).toEqual({
      data: [{ type: 'model', id: 'a.1', display_name: 'A.1', created_at: '1970-01-01T00:00:00Z' }],
      has_more: false,
      first_id: 'a.1',
      last_id: 'a.1',
    })
  })

  it.each([
    [{}, ['a.1', 'a.2', 'b.3', 'b.4', 'b.5'], false],
    [{ limit: '2' }, ['a.1', 'a.2'], true],
    [{ limit: '5' }, ['a.1', 'a.2', 'b.3', 'b.4', 'b.5'], false],
    [{ limit: '2', after_id: 'a.2' }, ['b.3', 'b.4'], true],
    [{ limit: '2', after_id: 'b.4' }, ['b.5'], false],
    [{ after_id: 'b.5' }, [], false],
    [{ limit: '2', before_id: 'b.5' }, ['b.3', 'b.4'], true],
    [{ limit: '2', before_id: 'a.2' }, ['a.1'], false],
  ])('asked with %j holds %j', (query, ids, has_more) => {
    expect(page(query)).toEqual({ ids, has_more, first_id: ids[0] ?? null, last_id: ids.at(-1) ?? null })
  })

  it.each([{ limit: '0' }, { limit: '1001' }, { limit: 'x' }, { limit: '' }, { after_id: 'c' }, { before_id: 'c' }])(
    'is refused for %j',
    (query) => {
      expect(() => page(query as Record<string, string>)).toThrow(
        expect.objectContaining({ code: 'malformed-request' }),
      )
    },
  )
})

it('One model has the shape that it has in the list', () => {
  const [model] = MODELS
  if (!model) throw new Error('no model')
  for (const dialect of ['openai', 'anthropic'] as const) {
    expect((modelList([model], dialect, {}) as { data: object[] }).data).toEqual([modelInfo(model, dialect)])
  }
})
