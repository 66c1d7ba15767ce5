import { describe, expect, it, vi } from 'vitest'
import { bodyOf } from '../../../src/proxy/body.ts'
import type { UpstreamRequest } from '../../../src/proxy/exchange.ts'
import {
  betaFlagsOf,
  NO_REPAIR,
  placesIn,
  type Repair,
  repairRequest,
} from '../../../src/proxy/sending/repair-request.ts'
import { bytesOf } from '../../fixtures/bytes-of.ts'

const SEARCH = 'tool-search-tool-2025-10-19'
const ADVANCED = 'advanced-tool-use-2025-11-20'

describe('what is taken out of a body', () => {
  it.each([
    ['the first member', ['a'], '{"a":1,"b":2}', '{"b":2}'],
    ['the last member', ['b'], '{ "a" : 1 , "b" : 2 }', '{ "a" : 1 }'],
    ['the only member', ['a'], '{ "a": [1, 2] }', '{  }'],
    [
      'one in the middle, white space and all',
      ['b'],
      '{\n "a":1.0,\n "b":{"x":"}"},\n "c":3e1\n}',
      '{\n "a":1.0,\n "c":3e1\n}',
    ],
    ['two that follow each other', ['a', 'b'], '{"a":1,"b":2,"c":3}', '{"c":3}'],
    ['the last two', ['b', 'c'], '{"a":1,"b":2,"c":3}', '{"a":1}'],
    ['a member of a member', ['o.x'], '{"o":{"x":1,"y":2}}', '{"o":{"y":2}}'],
    [
      'a member of every element',
      ['tools[].x'],
      '{"tools":[{"x":1},{"n":2,"x":1},{"n":3}]}',
      '{"tools":[{},{"n":2},{"n":3}]}',
    ],
    ['a member and what is inside of it', ['o', 'o.x'], '{"o":{"x":1},"y":2}', '{"y":2}'],
    ['a member that stands there twice', ['a'], '{"a":1,"b":2,"a":3}', '{"b":2}'],
  ])('is %s', async (_, places, body, expected) => {
    expect((await repaired({ body }, { places })).body).toBe(expected)
  })

  it.each([
    ['nothing of it is there', '{"b":1}'],
    ['it is no object', '[{"a":1}]'],
    ['it is no JSON', 'a'],
    ['it ends too soon', '{"a":1'],
  ])('is nothing where %s: not a byte changes', async (_, body) => {
    const request = requestOf({ body })
    const { request: after, takenOut } = await repairRequest(request, repairOf({ places: ['a'] }), 'invoke')
    expect(after.body).toBe(request.body)
    expect(takenOut).toEqual({ flags: [], places: [] })
  })

  it('is found in a body of many chunks', async () => {
    const body = '{"a":"x","tools":[{"n":1,"x":{"y":[1]}},{"x":2}],"z":1}'
    const request = { ...requestOf({ body }), body: bodyOf([...body].map((letter) => Buffer.from(letter))) }
    const { request: after } = await repairRequest(request, repairOf({ places: ['tools[].x'] }), 'invoke')
    expect(bytesOf(after.body).toString()).toBe('{"a":"x","tools":[{"n":1},{}],"z":1}')
  })
})

describe('a beta flag', () => {
  it('leaves the header and the list of the body, and what stays keeps its order', async () => {
    const request = { header: 'a-1, b-2,c-3', body: '{"anthropic_beta":["b-2", "d-4"],"x":1}' }
    expect(await repaired(request, { flags: ['b-2'] })).toMatchObject({
      header: 'a-1,c-3',
      body: '{"anthropic_beta":["d-4"],"x":1}',
      flags: ['b-2'],
    })
  })

  it('takes the header with it where none stays', async () => {
    expect((await repaired({ header: 'a-1' }, { flags: ['a-1'] })).header).toBeUndefined()
  })

  it('leaves the list of Converse as well', async () => {
    const body = '{"additionalModelRequestFields":{"anthropic_beta":["a","b"]}}'
    expect((await repaired({ body }, { flags: ['a'] })).body).toBe(
      '{"additionalModelRequestFields":{"anthropic_beta":["b"]}}',
    )
  })

  it.each([
    [`["${ADVANCED}","x"]`, `["${SEARCH}","x"]`],
    [`["${ADVANCED}","${SEARCH}"]`, `["${SEARCH}"]`],
  ])('gets the name by which Bedrock knows it: %s becomes %s', async (list, expected) => {
    const told = await repaired({ header: ADVANCED, body: `{"anthropic_beta":${list}}` }, { flags: [ADVANCED] })
    expect(told).toMatchObject({ header: SEARCH, body: `{"anthropic_beta":${expected}}`, flags: [ADVANCED] })
  })

  it('changes nothing where another one is meant', async () => {
    expect(await repaired({ header: 'a-1, b', body: '{"anthropic_beta":["c"]}' }, { flags: ['z'] })).toMatchObject({
      header: 'a-1, b',
      body: '{"anthropic_beta":["c"]}',
      flags: [],
    })
  })

  it.each(['{"anthropic_beta":"a"}', '{"anthropic_beta":[1,{"a":1},null]}', '{"anthropic_beta":{"a":1}}'])(
    'is not looked for in what is no list of names: %s',
    async (body) => {
      expect((await repaired({ body }, { flags: ['a', '1'] })).body).toBe(body)
    },
  )
})

it('is taken out of what CountTokens holds in base64, and the rest stays', async () => {
  const held = (json: string) => `{"input":{"invokeModel":{"body":"${Buffer.from(json).toString('base64')}"}}}`
  const request = requestOf({ body: held('{"anthropic_beta":["a","b"],"x":1}') })
  const { request: after, takenOut } = await repairRequest(request, repairOf({ flags: ['a'], places: ['x'] }), 'count')
  expect(bytesOf(after.body).toString()).toBe(held('{"anthropic_beta":["b"]}'))
  expect(takenOut).toEqual({ flags: ['a'], places: ['x'] })
  const { request: untouched } = await repairRequest(request, repairOf({ flags: ['z'] }), 'count')
  expect(untouched.body).toBe(request.body)
})

it('knows the flags of a request, each once', async () => {
  const body = '{"anthropic_beta":["b","a"],"additionalModelRequestFields":{"anthropic_beta":["c"]}}'
  expect(await betaFlagsOf(requestOf({ header: 'a, b,,d', body }))).toEqual(['a', 'b', 'd', 'c'])
  expect(await betaFlagsOf(requestOf({ body: 'no JSON' }))).toEqual([])
})

it('knows which of some places a body has', async () => {
  const request = requestOf({ body: '{"tools":[{"x":1}],"o":{"y":null}}' })
  expect(await placesIn(request, ['o.y', 'tools[].z', 'tools[].x', 'o'])).toEqual(['o.y', 'tools[].x', 'o'])
})

it('compares no two of thousands of members and flags, and makes little of their chunks', async () => {
  const tools = `"tools":[${'{"x":1},'.repeat(4000)}{}]`
  const body = `{${tools},"anthropic_beta":[${'"a",'.repeat(4000)}"b"]}`
  const chunks = Array.from({ length: 100 }, (_, i) => Buffer.from(body.slice(i * 600, (i + 1) * 600)))
  const request = { ...requestOf({}), body: bodyOf([...chunks, Buffer.from(body.slice(60_000))]) }
  const some = vi.spyOn(Array.prototype, 'some')
  const subarray = vi.spyOn(Buffer.prototype, 'subarray')
  const repair = repairOf({ flags: ['a'], places: ['tools[].x', ...Array.from({ length: 100 }, (_, i) => `y${i}`)] })
  const { takenOut } = await repairRequest(request, repair, 'invoke')
  const calls = some.mock.calls.length + subarray.mock.calls.length
  vi.restoreAllMocks()
  expect(takenOut).toEqual({ flags: ['a'], places: ['tools[].x'] })
  expect(calls).toBeLessThan(8000 * 5)
})

type Given = { readonly header?: string; readonly body?: string }

async function repaired(given: Given, { flags = [], places = [] }: { flags?: string[]; places?: string[] }) {
  const { request, takenOut } = await repairRequest(requestOf(given), repairOf({ flags, places }), 'invoke')
  return { header: request.headers['anthropic-beta'], body: bytesOf(request.body).toString(), ...takenOut }
}

function repairOf({ flags = [], places = [] }: { flags?: string[]; places?: string[] }): Repair {
  return { ...NO_REPAIR, flags: new Set(flags), places: new Set(places) }
}

function requestOf({ header, body = '{}' }: Given): UpstreamRequest {
  const headers = header === undefined ? {} : { 'anthropic-beta': header }
  return { method: 'POST', path: '/', query: [], headers, body: bodyOf([Buffer.from(body)]) }
}
