import { once } from 'node:events'
import { connect as connectHttp2 } from 'node:http2'
import { connect } from 'node:net'
import { it, onTestFinished } from 'vitest'
import { EVENT_STREAM_CODEC } from '../../src/http/event-stream-codec.ts'
import {
  DATA,
  END_HEADERS,
  frame,
  HEADERS,
  headerBlock,
  PREFACE,
  SETTINGS,
  uint32,
  WINDOW_UPDATE,
} from '../conformance/http2-frames.ts'
import { modelPath } from '../fixtures/model-requests.ts'
import { startHttp2Upstream } from '../fixtures/start-http2-upstream.ts'
import { expectNoStall, large, NAMED, send, startProxy, startUpstream } from './hostile.ts'

const FINE = () => ({ chunks: [Buffer.from('{"inputTokens":1}')] })

const HEADS: readonly (readonly [what: string, fields: string])[] = [
  ['tiny fields', 'a:\r\n'.repeat(250)],
  ['more fields than may be', 'a:\r\n'.repeat(10_000)],
  ['one long field', `a: ${'b'.repeat(50_000)}\r\n`],
  ['a field that names others', `connection: ${'a,'.repeat(25_000)}\r\n`],
  ['flags', `anthropic-beta: ${'a,'.repeat(25_000)}\r\n`],
]

it.each(HEADS)('Heads of %s stall nobody', async (what, fields) => {
  const url = await startProxy(await startUpstream(FINE))
  const head = `POST ${modelPath('converse')} HTTP/1.1\r\nhost: localhost\r\ncontent-length: 2\r\n${fields}\r\n{}`
  await expectNoStall(url, what, () => exchangeMany(url, head, Math.min(300, 10_000_000 / head.length)))
})

/** One request after the other, each on a connection of its own. */
async function exchangeMany(url: string, request: string, times: number): Promise<void> {
  for (let i = 0; i < times; i++) {
    const socket = connect(Number(new URL(url).port), '127.0.0.1')
    socket.on('error', () => undefined).write(request)
    await Promise.race([once(socket, 'data'), once(socket, 'close')])
    socket.destroy()
  }
}

const NAMES = [
  '-'.repeat(2000),
  'a.'.repeat(1000),
  `${':1'.repeat(1000)}x`,
  '1'.repeat(2000),
  `${'-20251001'.repeat(220)}`,
  'us.'.repeat(600),
]

it('Names of models stall nobody, whatever the patterns are', async () => {
  const args = [
    '--allow-models',
    '*-*-*-v1,*a*a*a*,anthropic.*',
    '--deny-models',
    '*-*-*-*-*-v2',
    '--log-level',
    'debug',
  ]
  const url = await startProxy(await startUpstream(FINE), args)
  for (const name of [...NAMES, ...NAMES.map((one) => one.repeat(30))]) {
    const what = `${name.slice(0, 10)}… of ${name.length}`
    await expectNoStall(url, what, async () => {
      for (let i = 0; i < 50; i++) {
        await send(`${url}/v1/messages`, JSON.stringify({ model: name, max_tokens: 1, messages: [] }))
        await send(`${url}${modelPath('converse', name)}`, '{}')
      }
    })
  }
})

it('Log lines stall nobody, however many and long', async () => {
  const refusal = Buffer.from(JSON.stringify({ message: 'x\u009b'.repeat(8000) }))
  const headers = { 'content-type': 'application/json', 'x-amzn-errortype': `${'A'.repeat(8000)}Exception` }
  const url = await startProxy(await startUpstream(() => ({ status: 400, headers, chunks: [refusal] })), [
    '--log-level',
    'debug',
  ])
  const body = JSON.stringify({ model: `${'n'.repeat(2000)}`, messages: [] })
  await expectNoStall(url, 'log lines', async () => {
    for (let i = 0; i < 300; i++) await send(`${url}/v1/messages?${'q'.repeat(8000)}`, body)
  })
})

const PAGES: readonly (readonly [what: string, page: Buffer])[] = [
  ['tiny elements', large('{"inferenceProfileSummaries":[', '1,', '1]}')],
  ['tiny elements under the cap', large('{"inferenceProfileSummaries":[', '1,', '1]}', 8_000_000)],
  ['empty objects', large('{"inferenceProfileSummaries":[', '{},', '{}]}', 8_000_000)],
  ['foundation models', large('{"modelSummaries":[', '{},', '{}]}', 8_000_000)],
  ['brackets', large('{"inferenceProfileSummaries":', '[', '', 8_000_000)],
  [
    'profiles without end',
    large('{"nextToken":"more","inferenceProfileSummaries":[', PROFILE(), `${PROFILE().slice(0, -1)}]}`, 1_500_000),
  ],
]

function PROFILE(): string {
  const models = [{ modelArn: 'arn:aws:bedrock:eu-central-1::foundation-model/a.b' }]
  return `${JSON.stringify({ inferenceProfileId: 'eu.a.b', status: 'ACTIVE', models })},`
}

it.each(PAGES)('A listing of %s stalls nobody', async (what, page) => {
  const headers = { 'content-type': 'application/json', 'x-amzn-errortype': 'ValidationException' }
  const refusal = {
    status: 400,
    headers,
    chunks: [Buffer.from('{"message":"The provided model identifier is invalid."}')],
  }
  const listing = { headers: { 'content-type': 'application/json' }, chunks: [page] }
  const upstream = await startUpstream((path) => (path.startsWith('/model/') ? refusal : listing))
  const url = await startProxy(upstream, ['--discovery', 'auto'])
  await expectNoStall(url, what, () => send(`${url}${modelPath('converse')}`, '{}'))
})

it('Tiny DATA frames stall nobody', async () => {
  const url = await startProxy(await startUpstream(FINE))
  const head = headerBlock([
    [':method', 'POST'],
    [':scheme', 'http'],
    [':path', '/v1/messages'],
    [':authority', '127.0.0.1'],
    ['content-type', 'application/json'],
  ])
  const body = Buffer.concat([frame(DATA, 0, 1, `${NAMED}"x":"`), large('', frame(DATA, 0, 1, 'x'), '', 8_000_000)])
  await expectNoStall(url, 'tiny DATA frames', async () => {
    const socket = connect(Number(new URL(url).port), '127.0.0.1')
    socket.on('error', () => undefined).resume()
    onTestFinished(() => void socket.destroy())
    socket.write(
      Buffer.concat([
        PREFACE,
        frame(SETTINGS, 0, 0),
        frame(WINDOW_UPDATE, 0, 0, uint32(1 << 30)),
        frame(HEADERS, END_HEADERS, 1, head),
      ]),
    )
    await new Promise((resolve) => socket.write(body, resolve))
    socket.destroy()
  })
})

it('Tiny events stall nobody, whichever way they run', async () => {
  const event = Buffer.from(EVENT_STREAM_CODEC.encode({ headers: {}, body: Buffer.alloc(0) }))
  const events = large('', event, '', 8_000_000)
  const upstream = await startHttp2Upstream((stream) => {
    stream.respond({ ':status': 200, 'content-type': 'application/vnd.amazon.eventstream' })
    stream.resume().end(events)
  })
  const url = await startProxy(upstream.url)
  await expectNoStall(url, 'tiny events', async () => {
    const session = connectHttp2(url)
    session.on('error', () => undefined)
    const stream = session.request({ ':method': 'POST', ':path': modelPath('invoke-with-bidirectional-stream') })
    stream.on('error', () => undefined).resume()
    stream.end(events)
    await new Promise((resolve) => stream.once('close', resolve))
    session.destroy()
  })
})
