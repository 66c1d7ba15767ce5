import { describe, expect, it } from 'vitest'
import { derivedKeyPair } from '../../src/aws/derived-key-pair.ts'
import { modelPath, post } from '../fixtures/model-requests.ts'
import { signAsClient } from '../fixtures/sign-as-client.ts'
import { startPair } from '../fixtures/start-pair.ts'

const TOKEN = 'canary-client-token'
const SECRET = 'canary-secret-access-key'
const CREDENTIALS = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: SECRET, sessionToken: 'canary-session-token' }
const PATHS = [modelPath('converse'), modelPath('converse-stream'), modelPath('nothing'), '/anthropic/v1/messages']

describe('T9: no secret gets into a log, an answer or a metric', () => {
  it.each(['json', 'pretty'] as const)('with a %s log', async (logFormat) => {
    const settings = { clientToken: [{ name: 'laptop', token: TOKEN }], logFormat, logLevel: 'debug' } as const
    const { proxy, simulator } = await startPair(settings, { credentials: CREDENTIALS })
    const seen: string[] = []
    for (const path of PATHS) {
      for (const headers of await authentications(new URL(proxy.url).host, path)) {
        seen.push(await outputOf(post(proxy.url, path, BODY, headers)))
      }
    }
    seen.push(await outputOf(fetch(`${proxy.url}/metrics`, { headers: { 'x-api-key': TOKEN } })), proxy.log())
    expect(simulator.requests.length).toBeGreaterThan(3)
    expect(seen.join('\n').match(/canary[a-z-]*/g)).toBeNull()
    const { accessKeyId, secretAccessKey } = derivedKeyPair(TOKEN)
    for (const half of [accessKeyId, secretAccessKey]) expect(seen.join('\n')).not.toContain(half)
    expect(seen.join('\n')).toContain('laptop')
  })
})

const BODY = '{"model":"anthropic.claude-sonnet-4-6","messages":"canary-prompt"}'

/** Every way to be let in, and to be refused. */
async function authentications(host: string, path: string): Promise<Record<string, string>[]> {
  const { host: _, ...signed } = await signAsClient(TOKEN, { host, path, body: BODY })
  const wrong = { ...signed, authorization: `${signed.authorization}`.replace(/.$/, 'x') }
  return [{ 'x-api-key': TOKEN }, { authorization: `Bearer ${TOKEN}` }, signed, wrong, { 'x-api-key': 'canary-wrong' }]
}

async function outputOf(answer: Promise<Response>): Promise<string> {
  const response = await answer
  return [response.status, JSON.stringify([...response.headers]), await response.text()].join('\n')
}
