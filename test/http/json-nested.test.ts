import { expect, it } from 'vitest'
import { JsonNested } from '../../src/http/json-nested.ts'

it.each(['[]', '{"a":[1,{"b":"]}"}]}', '["\\"]",{}]', '{"x":"\\\\"}'])('passes %j, cut anywhere', (json) => {
  const bytes = Buffer.from(`${json},x]`)
  for (let cut = 1; cut < json.length; cut++) {
    const nested = new JsonNested()
    nested.begin()
    expect(nested.pass(bytes, 1, cut)).toBe(-1)
    expect(nested.pass(bytes, cut, bytes.length)).toBe(json.length)
  }
})

it('goes on where nothing closes it', () => {
  const nested = new JsonNested()
  nested.begin()
  expect(nested.pass(Buffer.from('[1,"a'), 0, 5)).toBe(-1)
  expect(nested.pass(Buffer.from('"]'), 0, 2)).toBe(-1)
  expect(nested.pass(Buffer.from('} '), 0, 2)).toBe(1)
})
