import { describe, expect, it } from 'vitest'
import { EMPTY_BODY } from '../../src/proxy/body.ts'
import { locateModel } from '../../src/proxy/locate-model.ts'
import { matchOperation } from '../../src/proxy/match-operation.ts'
import { takenBody } from '../fixtures/taken-body.ts'

const MESSAGES = matchOperation('POST', '/anthropic/v1/messages')

describe('locateModel', () => {
  it('takes the label of a path and looks into no body', () => {
    const matched = matchOperation('POST', '/model/a.b/invoke')
    expect(locateModel(matched, takenBody(matched, '{"model":"other"'))).toEqual({ in: 'path', identifier: 'a.b' })
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
    const matched = matchOperation('POST', path)
    expect(locateModel(matched, takenBody(matched, `{"x":1,"${key}":"a`, '.b"}'))).toMatchObject({
      in: 'body',
      identifier: 'a.b',
    })
  })

  it.each([
    ['{}', /has no "model" at its top level/],
    ['{"modelId":"a"}', /has no "model" at its top level/],
    ['[]', /is not a JSON object/],
    ['', /is not a JSON object/],
    ['{"model":1}', /has a "model" that is not a string/],
    ['{"model":"a","model":"b"}', /names "model" twice/],
    ['{"model":"a"', /ends in the middle of its JSON/],
    ['{"model":"a\\x"}', /is not valid JSON/],
    ['{"model":"a","MODEL":"b"}', /has a key that some parsers take for "model"/],
    [`{"model":"${'a'.repeat(20_000)}"}`, /has a "model" that is longer than any/],
    [`{"model":"a"${',"b":1'.repeat(1000)}}`, /has more than 1,000 members/],
  ])('refuses the body %.30s and says what to send', (json, problem) => {
    const locate = () => locateModel(MESSAGES, takenBody(MESSAGES, json))
    expect(locate).toThrow(expect.objectContaining({ code: 'malformed-body', message: expect.stringMatching(problem) }))
    expect(locate).toThrow('Send one JSON object with a string "model".')
  })

  it.each(['', 'a b', '../a', 'a/b', 'a\\u0000', 'a'.repeat(2049)])(
    'takes any string for a name, which is judged when it is resolved: %.20j',
    (model) => {
      const body = takenBody(MESSAGES, `{"model":"${model}"}`)
      expect(locateModel(MESSAGES, body)).toMatchObject({ identifier: JSON.parse(`"${model}"`) })
    },
  )
})
