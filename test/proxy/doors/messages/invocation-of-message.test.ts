import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { MESSAGE_MEMBERS } from '../../../../src/bedrock/message-members.ts'
import { scanObject } from '../../../../src/http/json-object-scan.ts'
import { pathTree } from '../../../../src/http/json-paths.ts'
import { invocationOfMessage, invocationToCount } from '../../../../src/proxy/doors/messages/invocation-of-message.ts'
import { arbitraryMembers, arbitraryObject } from '../../../fixtures/arbitrary-json.ts'
import { checkProperty } from '../../../fixtures/check-property.ts'

const VERSION = '"anthropic_version":"bedrock-2023-05-31"'

const TREE = pathTree(['model', ...MESSAGE_MEMBERS])

function messageOf(json: string) {
  const chunks = [Buffer.from(json)]
  return { chunks, object: scanObject(chunks, TREE) }
}

function translate(json: string, headers: Record<string, string> = {}) {
  const { chunks, isStream } = invocationOfMessage(messageOf(json), headers)
  return { text: Buffer.concat(chunks).toString(), isStream }
}

describe('A request of the Messages API, as an invocation', () => {
  it.each([
    ['{"model":"a","stream":true,"max_tokens":5}', `{${VERSION},"max_tokens":5}`, true],
    ['{"max_tokens":5,"model":"a","stream":null}', `{${VERSION},"max_tokens":5}`, false],
    ['{"max_tokens":5,"model":"a","stream":false}', `{${VERSION},"max_tokens":5}`, false],
    ['{"model":"a"}', `{${VERSION}}`, false],
    ['{"mod\\u0065l":"a","str\\u0065am" : true }', `{${VERSION} }`, true],
  ])('%s becomes %s', (json, text, isStream) => {
    expect(translate(json)).toEqual({ text, isStream })
  })

  it('keeps numbers, order, white space, escapes and duplicates of everything else', () => {
    const rest = '"n": 12345678901234567890.10,\n\t"x":1e400, "x":{"model":"b","stream":1} ,"s":"\\u00e9é\\/"'
    const json = `\n{ "model":"a", ${rest}, "stream":true }\r\n`
    expect(translate(json).text).toBe(`\n{${VERSION}, ${rest} }\r\n`)
  })

  it.each(['bedrock-2023-05-31', '2026-10-21', 'anything'])('keeps the version %s where it has one', (version) => {
    const json = `{"anthropic_version":"${version}","model":"a","messages":[]}`
    expect(translate(json).text).toBe(`{"anthropic_version":"${version}","messages":[]}`)
  })

  it.each([
    [
      '{"model":"a","b":1}',
      'context-1m-2025-08-07, compact-2026-01-12,',
      `{${VERSION},"anthropic_beta":["context-1m-2025-08-07","compact-2026-01-12"],"b":1}`,
    ],
    [
      '{"model":"a","anthropic_beta":["compact-2026-01-12" ],"b":1}',
      'context-1m-2025-08-07,compact-2026-01-12',
      `{${VERSION},"anthropic_beta":["compact-2026-01-12" ,"context-1m-2025-08-07"],"b":1}`,
    ],
    [
      '{"model":"a","anthropic_beta":[]}',
      'context-1m-2025-08-07,context-1m-2025-08-07',
      `{${VERSION},"anthropic_beta":["context-1m-2025-08-07"]}`,
    ],
    [
      '{"model":"a","anthropic_beta":["context-1m-2025-08-07"]}',
      'context-1m-2025-08-07',
      `{${VERSION},"anthropic_beta":["context-1m-2025-08-07"]}`,
    ],
    ['{"model":"a","anthropic_beta":null}', 'context-1m-2025-08-07', `{${VERSION},"anthropic_beta":null}`],
    ['{"model":"a"}', ' , ', `{${VERSION}}`],
    ['{"model":"a"}', 'no-such-2099-01-01,token-counting-2024-11-01', `{${VERSION}}`],
    ['{"model":"a"}', 'advanced-tool-use-2025-11-20', `{${VERSION},"anthropic_beta":["tool-search-tool-2025-10-19"]}`],
  ])('%s with anthropic-beta: %s becomes %s', (json, beta, text) => {
    expect(translate(json, { 'anthropic-beta': beta }).text).toBe(text)
  })

  it.each(['"true"', '1', '[]', '{}', 'true,"stream":false', 'true,"stream":true'])(
    'is refused where its stream is %s',
    (stream) => {
      expect(() => translate(`{"model":"a","stream":${stream}}`)).toThrow(
        expect.objectContaining({ code: 'malformed-body' }),
      )
    },
  )

  it('is refused where its list of flags is longer than any', () => {
    const list = JSON.stringify(Array(20_000).fill('flag'))
    expect(() => translate(`{"model":"a","anthropic_beta":${list}}`)).toThrow(
      expect.objectContaining({ code: 'malformed-body' }),
    )
  })

  it('means the same, but for what it takes out and puts in, whatever it holds', () => {
    const object = arbitraryObject(arbitraryMembers('model'))
    checkProperty(
      fc.property(object, ({ text: json }) => {
        const { model: _model, ...rest } = JSON.parse(json)
        expect(JSON.parse(translate(json).text)).toEqual({ anthropic_version: 'bedrock-2023-05-31', ...rest })
      }),
    )
  })
})

describe('A request that counts tokens, as an invocation', () => {
  const count = (json: string) => Buffer.concat([...invocationToCount(messageOf(json), {})]).toString()

  it.each([
    ['{"model":"a","messages":[]}', `{${VERSION},"max_tokens":1,"messages":[]}`],
    ['{"model":"a","max_tokens":7}', `{${VERSION},"max_tokens":7}`],
    [
      '{"model":"a","thinking":{"type":"enabled","budget_tokens":2048}}',
      `{${VERSION},"max_tokens":2049,"thinking":{"type":"enabled","budget_tokens":2048}}`,
    ],
    ['{"model":"a","thinking":{"budget_tokens":"x"}}', `{${VERSION},"max_tokens":1,"thinking":{"budget_tokens":"x"}}`],
    ['{"model":"a","thinking":null}', `{${VERSION},"max_tokens":1,"thinking":null}`],
  ])('%s becomes %s', (json, text) => {
    expect(count(json)).toBe(text)
  })
})
