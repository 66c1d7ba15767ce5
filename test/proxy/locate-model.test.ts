import { describe, expect, it } from 'vitest'
import { bodyOf, EMPTY_BODY } from '../../src/proxy/body.ts'
import { locateModel } from '../../src/proxy/locate-model.ts'
import { matchOperation } from '../../src/proxy/match-operation.ts'

const MESSAGES = matchOperation('POST', '/anthropic/v1/messages')

describe('locateModel', () => {
  it('takes the label of a path and looks into no body', () => {
    const body = bodyOf([Buffer.from('{"model":"other"')])
    expect(locateModel(matchOperation('POST', '/model/a.b/invoke'), body)).toEqual({ in: 'path', identifier: 'a.b' })
  })

  it('finds none where the operation names none', () => {
    expect(locateModel(matchOperation('GET', '/async-invoke'), EMPTY_BODY)).toEqual({ in: 'nowhere' })
  })

  it.each([
    ['/anthropic/v1/messages', 'model'],
    ['/openai/v1/responses', 'model'],
    ['/openai/v1/chat/completions', 'model'],
    ['/async-invoke', 'modelId'],
  ])('reads the body of %s by its own key, also across chunks', (path, key) => {
    const body = bodyOf([Buffer.from(`{"x":1,"${key}":"a`), Buffer.from('.b"}')])
    expect(locateModel(matchOperation('POST', path), body)).toMatchObject({ in: 'body', identifier: 'a.b' })
  })

  it.each([
    ['{}', /has no "model" at its top level/],
    ['{"modelId":"a"}', /has no "model" at its top level/],
    ['[]', /is not a JSON object/],
    ['', /is not a JSON object/],
    ['{"model":1}', /has a "model" that is not a string/],
    ['{"model":"a","model":"b"}', /names "model" twice/],
    ['{"model":"a"', /ends in the middle of its JSON/],
  ])('refuses the body %s and says what to send', (json, problem) => {
    const locate = () => locateModel(MESSAGES, bodyOf([Buffer.from(json)]))
    expect(locate).toThrow(expect.objectContaining({ code: 'malformed-body', message: expect.stringMatching(problem) }))
    expect(locate).toThrow('Send one JSON object with a string "model".')
  })

  it.each(['', 'a b', '../a', 'a/b', 'a\\u0000', 'a'.repeat(2049)])(
    'takes any string for a name, which is judged when it is resolved: %.20j',
    (model) => {
      const body = bodyOf([Buffer.from(`{"model":"${model}"}`)])
      expect(locateModel(MESSAGES, body)).toMatchObject({ identifier: JSON.parse(`"${model}"`) })
    },
  )
})
