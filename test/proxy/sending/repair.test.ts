import { describe, expect, it } from 'vitest'
import type { UpstreamRequest } from '../../../src/proxy/exchange.ts'
import { bytesOf } from '../../fixtures/bytes-of.ts'
import { type Script, scriptBedrock } from '../../fixtures/scripted-bedrock.ts'

const TARGET = '/model/anthropic.claude-sonnet-4-6/invoke'
const HOUR_MS = 60 * 60_000
const refusal = (message: string) => ({ status: 400, body: JSON.stringify({ message }) })
const extra = (path: string) => refusal(`${path}: Extra inputs are not permitted`)

describe('a member that Bedrock refuses by its path', () => {
  const body = '{"tools":[{"name":"a","defer_loading":true},{"name":"b","defer_loading":false}],"max_tokens":1}'
  const says: Script['says'] = (_id, _send, request) =>
    textOf(request).includes('defer_loading') ? extra('tools.1.custom.defer_loading') : undefined

  it('leaves every element of its list, and the request is sent again with nothing else changed', async () => {
    const bedrock = scriptBedrock({ target: TARGET, body, says })
    expect(await bedrock.call()).toMatchObject({
      status: 200,
      attempts: 2,
      remedies: ['repair'],
      repaired: { flags: [], places: ['tools[].defer_loading'] },
    })
    expect(bedrock.requests.map(textOf)).toEqual([body, '{"tools":[{"name":"a"},{"name":"b"}],"max_tokens":1}'])
  })

  it('is left out at once within the hour, and sent again after it', async () => {
    const bedrock = scriptBedrock({ target: TARGET, body, says })
    await bedrock.call()
    bedrock.advance(HOUR_MS - 1)
    expect(await bedrock.call()).toMatchObject({
      attempts: 1,
      remedies: [],
      repaired: { places: ['tools[].defer_loading'] },
    })
    bedrock.advance(1)
    expect(await bedrock.call()).toMatchObject({ attempts: 2, remedies: ['repair'] })
  })

  it('stays where repair is off, and the answer is that of Bedrock', async () => {
    const bedrock = scriptBedrock({ target: TARGET, body, says, repair: 'off' })
    expect(await bedrock.call()).toMatchObject({ status: 400, attempts: 1, body: expect.stringContaining('Extra') })
  })

  it('stays for other operations and models', async () => {
    const bedrock = scriptBedrock({ target: TARGET, body, says })
    await bedrock.call()
    for (const target of [
      '/model/anthropic.claude-haiku-4-5-20251001-v1:0/invoke',
      '/model/anthropic.claude-sonnet-4-6/invoke-with-response-stream',
    ]) {
      const other = scriptBedrock({ target, body })
      Object.assign(other.region, { memory: bedrock.region.memory })
      await other.call()
      expect(other.requests.map(textOf)).toEqual([body])
    }
  })
})

describe('a refusal that no repair mends', () => {
  it.each([
    ['a limit', 'max_tokens', '{"max_tokens":1}'],
    ['a guard', 'inference_geo', '{"inference_geo":"eu"}'],
    ['a message', 'messages.0.content', '{"messages":[{"content":"a"}]}'],
    ['an element', 'tools.0', '{"tools":[{"name":"a"}]}'],
    ['what is not there', 'tools.0.custom.x', '{"tools":[{"name":"a"}]}'],
  ])('because it names %s is the answer of Bedrock, and nothing is sent again', async (_, path, body) => {
    const bedrock = scriptBedrock({ target: TARGET, body, says: () => extra(path) })
    expect(await bedrock.call()).toMatchObject({ status: 400, attempts: 1, repaired: { places: [] } })
    expect(bedrock.requests).toHaveLength(1)
  })

  it('is given up after three repairs', async () => {
    const body = '{"a":1,"b":1,"c":1,"d":1}'
    const bedrock = scriptBedrock({
      target: TARGET,
      body,
      says: (_id, send) => extra('abcd'[send - 1] ?? 'z'),
    })
    expect(await bedrock.call()).toMatchObject({ status: 400, attempts: 4, remedies: ['repair', 'repair', 'repair'] })
    expect(bedrock.requests.map(textOf).at(-1)).toBe('{"d":1}')
  })

  it('teaches nothing', async () => {
    const bedrock = scriptBedrock({ target: TARGET, body: '{"a":1,"b":1}', says: () => extra('a') })
    await bedrock.call()
    await bedrock.call()
    expect(bedrock.requests.map(textOf)).toEqual(['{"a":1,"b":1}', '{"b":1}', '{"a":1,"b":1}', '{"b":1}'])
  })
})

describe('a beta flag that Bedrock does not know', () => {
  const KNOWN = 'context-1m-2025-08-07'
  const headers = { 'anthropic-beta': `${KNOWN},no-such-2099-01-01,advanced-tool-use-2025-11-20` }
  const body = '{"anthropic_beta":["skills-2025-10-02"],"container":{"id":"x"},"tools":[{"defer_loading":true}]}'
  const says: Script['says'] = (_id, _send, { headers, body }) => {
    const all = `${headers['anthropic-beta']} ${bytesOf(body)}`
    return /no-such|advanced|skills/.test(all) ? refusal('invalid beta flag') : undefined
  }

  it('goes with the members that it alone admits; one known under another name gets that name', async () => {
    const bedrock = scriptBedrock({ target: TARGET, headers, body, says })
    expect(await bedrock.call()).toMatchObject({
      status: 200,
      attempts: 2,
      repaired: {
        flags: ['no-such-2099-01-01', 'advanced-tool-use-2025-11-20', 'skills-2025-10-02'],
        places: ['container'],
      },
    })
    const [, again] = bedrock.requests
    expect(again?.headers['anthropic-beta']).toBe(`${KNOWN},tool-search-tool-2025-10-19`)
    expect(again && textOf(again)).toBe('{"anthropic_beta":[],"tools":[{"defer_loading":true}]}')
  })

  it('may be one that the table knows: then all go but the one that every model takes', async () => {
    const bedrock = scriptBedrock({
      target: TARGET,
      headers: { 'anthropic-beta': `interleaved-thinking-2025-05-14,${KNOWN}` },
      body: '{}',
      says: (_id, _send, request) =>
        request.headers['anthropic-beta']?.includes(KNOWN) ? refusal('invalid beta flag') : undefined,
    })
    expect(await bedrock.call()).toMatchObject({ status: 200, attempts: 2, repaired: { flags: [KNOWN] } })
    expect(bedrock.requests.at(-1)?.headers['anthropic-beta']).toBe('interleaved-thinking-2025-05-14')
  })

  it('is not looked for where the request has none', async () => {
    const bedrock = scriptBedrock({ target: TARGET, body: '{}', says: () => refusal('invalid beta flag') })
    expect(await bedrock.call()).toMatchObject({ status: 400, attempts: 1 })
  })
})

it('A member of Converse’s additional fields is found by the path that the model gives it', async () => {
  const bedrock = scriptBedrock({
    target: '/model/anthropic.claude-sonnet-4-6/converse',
    body: '{"messages":[],"additionalModelRequestFields":{"context_management":{},"top_k":1}}',
    says: (_id, send) => (send === 1 ? extra('context_management') : undefined),
  })
  await bedrock.call()
  expect(bedrock.requests.map(textOf).at(-1)).toBe('{"messages":[],"additionalModelRequestFields":{"top_k":1}}')
})

function textOf({ body }: UpstreamRequest): string {
  return bytesOf(body).toString()
}
