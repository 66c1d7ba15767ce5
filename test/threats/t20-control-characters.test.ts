import { connect } from 'node:http2'
import { text } from 'node:stream/consumers'
import { describe, expect, it, onTestFinished } from 'vitest'
import { modelPath } from '../fixtures/model-requests.ts'
import { startPair } from '../fixtures/start-pair.ts'

/** A control sequence that colours a terminal, in one character of C1; DEL; an override of the writing direction; a line break. */
const OBEYED = ['\u009b31m', '\u007f', '\u202e', '\u2066', '\u0085', '\u2028']
const ANY_OBEYED = /[\p{Cc}\p{Bidi_Control}\p{Zl}\p{Zp}]/u

describe.each(['json', 'pretty'] as const)(
  'T20: nothing that a terminal would obey reaches the %s log or an error',
  (logFormat) => {
    // Node itself refuses a path with DEL.
    it.each(OBEYED.filter((one) => one !== '\u007f'))('from the path of an HTTP/2 request: %j', async (obeyed) => {
      const { proxy } = await startPair({ logFormat })
      const session = connect(proxy.url)
      onTestFinished(() => session.destroy())
      const request = session.request({ ':method': 'GET', ':path': `/x/${Buffer.from(obeyed).toString('latin1')}/y` })
      request.on('error', () => undefined)
      const answer = await text(request).catch(() => '')
      expect(answer).not.toMatch(ANY_OBEYED)
      await expect.poll(proxy.log).toContain('GET /x/')
      expect(shown(proxy.log())).not.toMatch(ANY_OBEYED)
    })

    it.each(OBEYED)('from the name of a model, in a path or a body: %j', async (obeyed) => {
      const { proxy } = await startPair({ logFormat, routing: 'in-region-only' })
      const id = `mx.anthropic.${obeyed}`
      const answers = [
        await fetch(`${proxy.url}${modelPath('converse', id)}`, { method: 'POST', headers: JSON_TYPE, body: '{}' }),
        await fetch(`${proxy.url}/v1/messages`, {
          method: 'POST',
          headers: { ...JSON_TYPE, 'anthropic-version': '2023-06-01' },
          body: JSON.stringify({ model: id, max_tokens: 1, messages: [] }),
        }),
      ]
      for (const answer of answers) {
        expect(answer.status).toBeGreaterThanOrEqual(400)
        expect([...answer.headers.values()].join(' ')).not.toMatch(ANY_OBEYED)
        const body = await answer.text()
        expect(body).not.toMatch(ANY_OBEYED)
        // What a client shows to a person is what the JSON means.
        expect(
          JSON.stringify(JSON.parse(body), (_, value) => (typeof value === 'string' ? checked(value) : value)),
        ).toBeTruthy()
      }
      await expect.poll(() => proxy.log().match(/mx\.anthropic/g)?.length).toBeGreaterThan(1)
      expect(shown(proxy.log())).not.toMatch(ANY_OBEYED)
    })
  },
)

const JSON_TYPE = { 'content-type': 'application/json' }

function checked(value: string): string {
  expect(value).not.toMatch(ANY_OBEYED)
  return value
}

/** The lines of a log without the breaks between them. */
function shown(log: string): string {
  return log.replaceAll('\n', ' ')
}
