import { describe, expect, it } from 'vitest'
import { operationNamed } from '../../src/bedrock/operations.ts'
import { pathTree } from '../../src/http/json-paths.ts'
import { BodyLook, searchFor } from '../../src/proxy/look-into-body.ts'

const MESSAGES = operationNamed('Messages')

function look(...pieces: (string | Uint8Array)[]) {
  const one = new BodyLook(searchFor(MESSAGES) ?? { key: '', tree: pathTree([]) })
  for (const piece of pieces) one.feed(Buffer.from(piece))
  return one.finish()
}

describe('searchFor', () => {
  it('looks only where the row says that the body names the model, and remembers what for', () => {
    expect(searchFor(operationNamed('Converse'))).toBeUndefined()
    expect(searchFor(operationNamed('ApplyGuardrail'))).toBeUndefined()
    expect(searchFor(operationNamed('StartAsyncInvoke'))?.key).toBe('modelId')
    expect(searchFor(MESSAGES)).toBe(searchFor(MESSAGES))
  })

  it('looks for the beginning of the prompt as well, where that is wanted and a model is asked', () => {
    const converse = searchFor(operationNamed('Converse'), true)
    expect(converse?.key).toBeUndefined()
    expect(searchFor(operationNamed('Converse'), true)).toBe(converse)
    expect(searchFor(operationNamed('Converse'))).toBeUndefined()
    expect(searchFor(operationNamed('ApplyGuardrail'), true)).toBeUndefined()
    expect(searchFor(operationNamed('InvokeModelWithBidirectionalStream'), true)).toBeUndefined()
    const keysOf = (wantsPrompt: boolean) =>
      searchFor(MESSAGES, wantsPrompt)?.tree.members.flatMap((alike = []) => alike.map(({ key }) => String(key)))
    expect(keysOf(true)).toEqual(expect.arrayContaining([...(keysOf(false) ?? []), 'system', 'messages']))
    expect(keysOf(false)).not.toContain('system')
  })
})

describe('A look into a body', () => {
  it('finds the model, and what the door needs to know', () => {
    const found = look('{"model":"a","stream":tr', 'ue,"thinking":{"budget_tokens":5},"x":1}')
    expect(found.kind === 'found' && found.object.found.map(({ path, value }) => [path, value])).toEqual([
      ['model', undefined],
      ['stream', true],
      ['thinking.budget_tokens', 5],
    ])
  })

  it.each([
    [['{"model":"allowed","MODEL":"denied"}'], 'has a key that some parsers take for "model"'],
    [['{"model":"allowed","mod\\u0065l":"denied"}'], 'names "model" twice'],
    [['{"model":"a","x":"', [0xff, 0xfe], '"}'], 'is not UTF-8'],
    [['{"model":"a","mod', [0xc1, 0xa5], 'l":"b"}'], 'is not UTF-8'],
    [['{"model":"a","x":"', [0xed, 0xa0, 0xbd], '"}'], 'is not UTF-8'],
    [[Buffer.from('{"model":"a"}', 'utf16le')], 'is not valid JSON'],
    [['{"model":"a"'], 'ends in the middle of its JSON'],
    [[`{"model":"a"${',"a":1'.repeat(1000)}}`], 'has more than 1,000 members at its top level'],
  ])('refuses what two readers could understand in two ways: %j', (pieces, problem) => {
    expect(look(...pieces.map((piece) => (typeof piece === 'string' ? piece : Uint8Array.from(piece))))).toEqual({
      kind: 'malformed',
      problem,
    })
  })
})
