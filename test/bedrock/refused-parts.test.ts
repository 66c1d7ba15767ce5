import { describe, expect, it, vi } from 'vitest'
import { placesOf, refusedParts } from '../../src/bedrock/refused-parts.ts'

describe('refusedParts', () => {
  it.each(['invalid beta flag', 'The model returned the following errors: invalid beta flag', 'Invalid beta flag.'])(
    'reads "%s" as a flag that is not named',
    (message) => {
      expect(refusedParts(message)).toEqual({ kind: 'beta-flag' })
    },
  )

  it.each([
    ['tools.21.custom.defer_loading: Extra inputs are not permitted', [['tools', '21', 'custom', 'defer_loading']]],
    ['context_management: Extra inputs are not permitted', [['context_management']]],
    [
      'The model returned the following errors: system.0.cache_control.ephemeral.scope: Extra inputs are not permitted',
      [['system', '0', 'cache_control', 'ephemeral', 'scope']],
    ],
    ['a.b: Extra inputs are not permitted, c: Extra inputs are not permitted', [['a', 'b'], ['c']]],
    [
      'Malformed input request: #: extraneous key [stream] is not permitted#: extraneous key [model] is not permitted, please reformat your input and try again.',
      [['stream'], ['model']],
    ],
    [
      'Malformed input request: #/tools/0: extraneous key [strict] is not permitted, please reformat your input and try again.',
      [['tools', '0', 'strict']],
    ],
  ])('reads the members that "%s" names', (message, paths) => {
    expect(refusedParts(message)).toEqual({ kind: 'members', paths })
  })

  it('reads a member that is wrong in every element of a list once, and no more than a hundred of them', () => {
    const every = Array.from({ length: 300 }, (_, i) => `tools.${i}.x: Extra inputs are not permitted`).join(' ')
    expect(refusedParts(every)).toEqual({ kind: 'members', paths: [['tools', '0', 'x']] })
    const many = Array.from({ length: 300 }, (_, i) => `x${i}: Extra inputs are not permitted`).join(' ')
    expect(refusedParts(many)).toMatchObject({ paths: { length: 100, 0: ['x0'] } })
  })

  it.each([
    ['a path without an end', `${'a.'.repeat(500)}b: Extra inputs are not permitted`, 16],
    ['what is no path before one', `..9.${'a'.repeat(65)}.b.c: Extra inputs are not permitted`, 2],
  ])('takes of %s what may be one', (_, message, segments) => {
    expect(refusedParts(message)).toMatchObject({ paths: [{ length: segments }] })
  })

  it('looks at each character of a message once or twice, whatever it is', () => {
    const test = vi.spyOn(RegExp.prototype, 'test')
    refusedParts(`${'a'.repeat(64)}.`.repeat(1000))
    expect(test.mock.calls.length).toBeLessThan(10)
    test.mockRestore()
  })

  it.each([
    'The provided model identifier is invalid.',
    'max_tokens: Field required',
    'messages.1: `tool_use` ids were found without `tool_result` blocks',
    'Extra inputs are not permitted',
    'a b c: Extra inputs are forbidden',
    '',
  ])('reads nothing in "%s"', (message) => {
    expect(refusedParts(message)).toBeUndefined()
  })

  it('reads a long message without getting stuck in it', () => {
    expect(refusedParts(`${'a.'.repeat(8_000)}: Extra inputs are not permitte`)).toBeUndefined()
    expect(refusedParts(`#${'/a'.repeat(8_000)}: extraneous key`)).toBeUndefined()
  })
})

describe('placesOf', () => {
  it.each([
    ['context_management', ['context_management']],
    ['output_config.effort', ['output_config.effort']],
    ['tools.21.custom.defer_loading', ['tools[].custom.defer_loading', 'tools[].defer_loading']],
    [
      'messages.0.content.1.text.cache_control.ephemeral.scope',
      [
        'messages[].content[].text.cache_control.ephemeral.scope',
        'messages[].content[].text.cache_control.scope',
        'messages[].content[].text.ephemeral.scope',
        'messages[].content[].cache_control.ephemeral.scope',
      ],
    ],
    ['messages.0', []],
    ['0', []],
  ])('knows what %s may mean, the most literal first', (path, places) => {
    expect(placesOf(path.split('.')).slice(0, 4)).toEqual(places)
  })

  it('takes a path of many names at its word', () => {
    expect(placesOf('a.b.c.d.e.f.g.h'.split('.'))).toEqual(['a.b.c.d.e.f.g.h'])
  })
})
