import { describe, expect, it } from 'vitest'
import { createStreamSigV4 } from '../../src/aws/authenticate-stream.ts'
import { heardIn, innerFrame, openEventStream } from '../fixtures/event-client.ts'
import { converseWith, hearOut, SONIC, sonicPath } from '../fixtures/sonic-conversation.ts'
import { BEARER_TOKEN, CREDENTIALS, startFrankfurt } from '../fixtures/start-frankfurt.ts'

const AUDIO = innerFrame({ audioInput: { content: 'hi' } })
const REGION = 'eu-central-1'

describe('The AWS SDK', () => {
  const startConversation = (url: string, secretAccessKey = CREDENTIALS.secretAccessKey) =>
    converseWith(url, { region: REGION, credentials: { ...CREDENTIALS, secretAccessKey } })

  it('is answered while it still speaks', async () => {
    const { url, requests } = await startFrankfurt()
    const conversation = startConversation(url)
    for (const content of ['one', 'two']) {
      conversation.say({ audioInput: { content } })
      expect(await conversation.hear()).toMatchObject({ audioOutput: { content } })
    }
    conversation.end()
    expect(await hearOut(conversation)).toEqual([])
    expect(requests).toMatchObject([{ modelId: SONIC, signature: 'verified', status: 200, aborted: false }])
  })

  it('is refused with another secret', async () => {
    const { url, requests } = await startFrankfurt()
    await expect(startConversation(url, 'another').hear()).rejects.toMatchObject({ name: 'InvalidSignatureException' })
    expect(requests).toMatchObject([{ signature: 'refused', status: 403 }])
  })

  it('is told of what it cannot say', async () => {
    const { url } = await startFrankfurt()
    const conversation = startConversation(url)
    conversation.say(JSON.parse('null'))
    conversation.end()
    expect(await hearOut(conversation)).toEqual([])
  })
})

describe('A chain of events', () => {
  it('that is broken ends the stream with InvalidSignatureException', async () => {
    const { url, requests } = await startFrankfurt()
    const { head, signEvent } = await signedHead(url)
    const { stream, ending, frames } = openEventStream(url, head)
    stream.write(signEvent(AUDIO))
    signEvent(AUDIO)
    stream.write(signEvent(AUDIO))
    expect(await ending).toBe('end')
    expect(frames.map(heardIn)).toEqual([
      ['audioOutput'],
      ['InvalidSignatureException', expect.stringContaining('does not match')],
    ])
    expect(requests[0]?.events).toEqual([AUDIO])
  })

  it.each([
    ['without its end', [AUDIO], /without its last/],
    ['with what is no event of the model', [Buffer.from('nothing')], /Malformed input request/],
  ])('%s ends the stream with validationException', async (_, events, message) => {
    const { url } = await startFrankfurt()
    const { head, signEvent } = await signedHead(url)
    const { stream, ending, frames } = openEventStream(url, head)
    for (const event of events) stream.write(signEvent(event))
    stream.end()
    expect(await ending).toBe('end')
    expect(heardIn(frames.at(-1) ?? Buffer.alloc(0))).toEqual(['validationException', expect.stringMatching(message)])
  })
})

it.each([
  ['an API key', { authorization: `Bearer ${BEARER_TOKEN}` }, 403],
  ['nothing', {}, 403],
])('A stream is refused to whoever brings %s', async (_, headers, status) => {
  const { url } = await startFrankfurt()
  expect(await openEventStream(url, headers).head).toMatchObject({ ':status': status })
})

it('A stream is served over HTTP/2 only', async () => {
  const { url } = await startFrankfurt()
  const response = await fetch(`${url}${sonicPath()}`, { method: 'POST', body: '' })
  expect(response.status).toBe(400)
  expect(await response.text()).toContain('over HTTP/2 only')
})

/** The head of a stream that is properly signed, and what signs its events. */
async function signedHead(url: string) {
  const source = { get: async () => CREDENTIALS, invalidate: () => undefined }
  const headers = { 'content-type': 'application/vnd.amazon.eventstream' }
  const request = { method: 'POST', host: new URL(url).host, path: sonicPath(), query: [], headers }
  const { headers: authentication, signEvent } = await createStreamSigV4(REGION, source)(request)
  return { head: authentication, signEvent }
}
