import { expect, it } from 'vitest'
import { modelPath } from '../fixtures/model-requests.ts'
import { SECRET_SHAPES } from '../fixtures/secret-shapes.ts'
import { startPair } from '../fixtures/start-pair.ts'

/** Every place of a request that is shown: an operation's path, encoded or not, a body's model, and a path that is none. */
const WAYS: Readonly<Record<string, (secret: string) => readonly [path: string, body: object]>> = {
  'the model in a path': (secret) => [modelPath('converse', secret), {}],
  'a Region and a model in a path': (secret) => [modelPath('invoke', `us.anthropic.${secret}`), {}],
  'a path as it was typed': (secret) => [`/${secret}localhost/model/x/converse`, {}],
  'a path that no operation has': (secret) => [`/v9/${encodeURIComponent(secret)}/x`, {}],
  'a resource in a path': (secret) => [`/guardrail/${encodeURIComponent(secret)}/version/1/apply`, {}],
  'the model of Messages': (secret) => ['/v1/messages', { model: secret, max_tokens: 1, messages: [] }],
  'the model of Chat Completions': (secret) => ['/v1/chat/completions', { model: secret, messages: [] }],
  'the model of Responses': (secret) => ['/openai/v1/responses', { model: `openai/${secret}`, input: 'hi' }],
  'a model to look up': (secret) => [`/v1/models/${encodeURIComponent(secret)}`, {}],
}

it.each(Object.entries(WAYS))('T9: no secret that somebody sent for a name is shown: %s', async (_way, requestOf) => {
  const { proxy } = await startPair({ page: 'on' })
  for (const { secret } of SECRET_SHAPES) {
    const [path, body] = requestOf(secret)
    const seen = [await outputOf(send(`${proxy.url}${path}`, body))]
    seen.push(await outputOf(fetch(`${proxy.url}/-/requests`)), await outputOf(fetch(`${proxy.url}/metrics`)))
    expect(seen.join('\n').toLowerCase()).not.toContain(secret.slice(-8).toLowerCase())
  }
  await expect.poll(() => proxy.records().length).toBe(SECRET_SHAPES.length)
  const log = proxy.log().toLowerCase()
  for (const { secret } of SECRET_SHAPES) expect(log).not.toContain(secret.slice(-8).toLowerCase())
  expect(log).toContain('***')
})

function send(url: string, body: object): Promise<Response> {
  const headers = { 'content-type': 'application/json', 'anthropic-version': '2023-06-01' }
  return fetch(url, { method: 'POST', headers, body: JSON.stringify(body) })
}

async function outputOf(answer: Promise<Response>): Promise<string> {
  const response = await answer
  return [response.status, JSON.stringify([...response.headers]), await response.text()].join('\n')
}
