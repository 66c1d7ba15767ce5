import { once } from 'node:events'
import { connect } from 'node:http2'
import { expect, it, onTestFinished } from 'vitest'
import type { Fault } from '../../src/simulator/faults.ts'
import type { LogOptions } from '../../src/telemetry/create-log.ts'
import { modelPath, post } from '../fixtures/model-requests.ts'
import { exchangeRaw } from '../fixtures/raw-exchange.ts'
import { type Pair, startPair } from '../fixtures/start-pair.ts'

/** Secrets of the proxy and of its clients. None may be found in a log, in an answer or in the metrics. */
const PROXY_SECRETS = {
  secretAccessKey: 'canary-secret-access-key',
  sessionToken: 'canary-session-token',
  clientToken: 'canary-client-token',
}
const CLIENT_HEADERS = {
  'x-api-key': PROXY_SECRETS.clientToken,
  authorization: 'Bearer canary-client-bearer',
  'x-amz-security-token': 'canary-client-session',
  cookie: 'canary-cookie=1',
  'x-custom': 'canary-custom-header',
}
const BODY = JSON.stringify({ model: 'anthropic.claude-sonnet-4-6', messages: 'canary-prompt' })

const PATHS = [
  modelPath('invoke'),
  modelPath('converse-stream'),
  modelPath('nothing'),
  modelPath('invoke', 'global.vendor.unknown'),
  '/model/a%zz/invoke',
  '/openai/v1/responses',
  '/anthropic/v1/messages',
  '/guardrail/abc/version/1/apply',
]
const FAULTS: Fault['kind'][] = ['reset-before-head', 'reset-after-head', 'reset-mid-frame', 'clean-end-mid-frame']

it.each(['json', 'pretty'] as LogOptions['format'][])(
  'No secret gets out of the proxy, with a %s log',
  async (logFormat) => {
    const { clientToken, ...credentials } = PROXY_SECRETS
    const identity = { accessKeyId: 'AKIDEXAMPLE', ...credentials }
    const settings = { clientToken: [{ name: 'laptop', token: clientToken }], logFormat, logLevel: 'debug' } as const
    const pair = await startPair(settings, { credentials: identity })
    const seen = [...(await outputsOverHttp1(pair)), await answerOverHttp2(pair), pair.proxy.log()]
    expect(pair.simulator.requests.some(({ signature }) => signature === 'verified')).toBe(true)
    expect(seen.join('\n').match(/canary[a-z-]*/g)).toBeNull()
    expect(pair.proxy.log()).toContain('InvokeModel')
  },
)

async function outputsOverHttp1({ proxy, simulator }: Pair): Promise<string[]> {
  const outputs: string[] = []
  for (const path of PATHS) outputs.push(await outputOf(post(proxy.url, path, BODY, CLIENT_HEADERS)))
  for (const kind of FAULTS) {
    for (const path of [modelPath('converse-stream'), '/guardrail/abc/version/1/apply']) {
      simulator.misbehave({ kind } as Fault)
      if (kind === 'reset-before-head') simulator.misbehave({ kind })
      outputs.push(await outputOf(post(proxy.url, path, BODY, CLIENT_HEADERS)))
    }
  }
  const refusals = [
    { origin: 'https://canary.example' },
    { 'content-type': 'text/canary' },
    { 'x-api-key': 'canary-wrong' },
  ]
  for (const headers of refusals) outputs.push(await outputOf(post(proxy.url, PATHS[0] ?? '', BODY, headers)))
  outputs.push(await outputOf(fetch(`${proxy.url}/metrics`, { headers: { 'x-api-key': PROXY_SECRETS.clientToken } })))
  outputs.push(await outputOf(fetch(`${proxy.url}/readyz`)))
  outputs.push(await exchangeRaw(proxy.url, `canary-garbage\r\n\r\n`))
  outputs.push(
    await exchangeRaw(
      proxy.url,
      `POST / HTTP/1.1\r\nhost: a\r\nauthorization: canary\r\nx: ${'c'.repeat(70_000)}\r\n\r\n`,
    ),
  )
  return outputs
}

async function answerOverHttp2({ proxy }: Pair): Promise<string> {
  const session = connect(proxy.url)
  onTestFinished(() => session.destroy())
  const stream = session.request({ ':method': 'POST', ':path': modelPath('invoke'), ...CLIENT_HEADERS })
  stream.end(BODY)
  const [headers] = await once(stream, 'response')
  stream.resume()
  await once(stream, 'end')
  return JSON.stringify(headers)
}

/** Head and body of an answer as far as they came. */
async function outputOf(answer: Promise<Response>): Promise<string> {
  const response = await answer
  const body = await response.text().catch((error: Error) => error.message)
  return [response.status, JSON.stringify([...response.headers]), body].join('\n')
}
