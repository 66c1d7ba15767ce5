import { describe, expect, it } from 'vitest'
import type { ResponseSink } from '../../../src/proxy/exchange.ts'
import { isForeign, withoutForeignWords } from '../../../src/proxy/sending/foreign-answer.ts'
import { readAll, respond } from '../../fixtures/respond.ts'

const PAGE = '<html>Log in</html>'
const page = (status: number, contentType = 'text/html', headers = {}) =>
  respond({ status, headers: { 'content-type': contentType, ...headers }, body: PAGE })

describe('A page whose headers call it something else, or nothing,', () => {
  const HEADERS = [{ 'content-type': 'application/json' }, { 'content-type': 'text/event-stream' }, {}]

  it.each(HEADERS)('is refused where all of it has come: %j', (headers) => {
    const response = { ...page(200), ...respond({ status: 200, headers }), whole: () => [Buffer.from(PAGE)] }
    expect(() => withoutForeignWords(response)).toThrow("An HTML page with status 200 came in the place of Bedrock's")
  })

  it.each(HEADERS)('is refused where its length is told: %j', async (headers) => {
    const told = { ...headers, 'content-length': String(PAGE.length) }
    const pieces = [...PAGE].map((letter) => Buffer.from(letter))
    await expect(async () =>
      withoutForeignWords(respond({ status: 403, headers: told, body: pieces })),
    ).rejects.toThrow('An HTML page with status 403')
    const busy = await withoutForeignWords(respond({ status: 503, headers: told, body: PAGE }))
    expect([busy.status, busy.header('x-amzn-errortype')]).toEqual([503, 'ServiceUnavailableException'])
  })

  it('keeps no answer waiting for more than its first bytes, where those are of no page', async () => {
    const whole = respond({ headers: { 'content-type': 'application/json', 'content-length': '100' } })
    const slow = { ...whole, pipeTo: (sink: ResponseSink) => void sink.data(Buffer.from('{')) }
    expect(await withoutForeignWords(slow)).toMatchObject({ status: 200 })
  })

  it('is told from what is none without a byte of that being lost', async () => {
    for (const body of ['{"a":1}', '<UnknownOperationException/>', '']) {
      const headers = { 'content-type': 'application/json', 'content-length': String(body.length) }
      expect(readAll(await withoutForeignWords(respond({ headers, body })))).toMatchObject({
        text: body,
        ending: 'end',
      })
    }
  })
})

describe('What Bedrock never answers', () => {
  it.each([
    [300, 'application/json'],
    [301, 'text/html'],
    [304, 'application/json'],
    [307, 'application/json'],
    [399, 'text/plain'],
    [200, 'text/html'],
    [200, 'Text/HTML; charset=utf-8'],
    [403, 'application/xhtml+xml'],
    [404, 'text/html'],
  ])('%i of %s is refused, and named', (status, contentType) => {
    const response = page(status, contentType, { location: 'http://elsewhere.example/' })
    expect(isForeign(response)).toBe(true)
    const what = status >= 300 && status < 400 ? 'A redirect' : 'An HTML page'
    expect(() => withoutForeignWords(response)).toThrow(
      `${what} with status ${status} came in the place of Bedrock's answer.`,
    )
  })

  it.each([
    [429, 'ThrottlingException'],
    [500, 'InternalServerException'],
    [502, 'InternalServerException'],
    [503, 'ServiceUnavailableException'],
  ])('%i keeps its status and its retry-after under words of ours', async (status, exception) => {
    const ours = await withoutForeignWords(page(status, 'text/html', { 'retry-after': '7', 'set-cookie': 'a=b' }))
    expect([ours.status, ours.header('x-amzn-errortype'), ours.header('retry-after')]).toEqual([status, exception, '7'])
    expect(ours.header('set-cookie')).toBeUndefined()
    expect(JSON.parse(readAll(ours).text).message).toMatch(new RegExp(`^An HTML page with status ${status} `))
    expect((await withoutForeignWords(page(status))).header('retry-after')).toBeUndefined()
  })
})

it.each([
  [200, 'application/json'],
  [200, 'application/vnd.amazon.eventstream'],
  [200, 'text/event-stream'],
  [400, 'application/json'],
  [503, 'text/plain'],
  [404, undefined],
])('%i of %s may be Bedrock and goes on as it came', (status, contentType) => {
  const response = respond({ status, headers: contentType ? { 'content-type': contentType } : {}, body: '{}' })
  expect(withoutForeignWords(response)).toBe(response)
})
