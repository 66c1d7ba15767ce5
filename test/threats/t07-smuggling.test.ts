import { once } from 'node:events'
import { connect } from 'node:http2'
import { describe, expect, it, onTestFinished } from 'vitest'
import { modelPath } from '../fixtures/model-requests.ts'
import { exchangeRaw } from '../fixtures/raw-exchange.ts'
import { startPair, startProxyTo } from '../fixtures/start-pair.ts'
import { startUpstream } from '../fixtures/start-upstream.ts'

const LINE = `POST ${modelPath('converse')} HTTP/1.1`
const HIDDEN = `POST ${modelPath('invoke')} HTTP/1.1\r\nhost: localhost\r\ncontent-length: 2\r\n\r\n{}`
const CHUNKED = `0\r\n\r\n${HIDDEN}`

/** Requests of which two readers could disagree where they end. */
const AMBIGUOUS: readonly (readonly [what: string, bytes: string])[] = [
  [
    'content-length and transfer-encoding',
    head(`content-length: ${CHUNKED.length}`, 'transfer-encoding: chunked') + CHUNKED,
  ],
  ['transfer-encoding and content-length', head('transfer-encoding: chunked', 'content-length: 4') + CHUNKED],
  ['two content-lengths', head('content-length: 0', `content-length: ${HIDDEN.length}`) + HIDDEN],
  ['a list of content-lengths', head('content-length: 0, 0') + HIDDEN],
  ['a signed content-length', `${head('content-length: +2')}{}${HIDDEN}`],
  ['a transfer-encoding that is not the last', head('transfer-encoding: chunked, identity') + CHUNKED],
  ['an unknown transfer-encoding', head('transfer-encoding: xchunked') + CHUNKED],
  ['a folded header', head('transfer-encoding:', ' chunked') + CHUNKED],
  ['a space before the colon', head('transfer-encoding : chunked') + CHUNKED],
  ['line feeds alone', `${LINE}\nhost: localhost\ncontent-length: 2\n\n{}`],
  ['a chunk of a broken length', `${head('transfer-encoding: chunked')}2x\r\n{}\r\n0\r\n\r\n`],
  ['a NUL in a header', `${head('x: a\0b', 'content-length: 2')}{}`],
]

describe('T7: no request can hide in another one', () => {
  it.each(AMBIGUOUS)('not by %s', async (_, bytes) => {
    const { proxy, simulator } = await startPair()
    const answers = await exchangeRaw(proxy.url, bytes, { halfClose: true })
    expect(answers.match(/^HTTP\/1\.1 2\d\d/gm)).toBeNull()
    expect(simulator.requests.filter(({ operation }) => operation === 'InvokeModel')).toEqual([])
  })

  it('nor in one that comes over HTTP/2 and goes on over HTTP/1.1', async () => {
    const seen: string[] = []
    const upstream = await startUpstream((socket, request) => {
      seen.push(request)
      socket.write('HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}')
    })
    const proxy = await startProxyTo(upstream.url)
    const session = connect(proxy.url)
    onTestFinished(() => session.destroy())
    const stream = session.request({ ':method': 'POST', ':path': modelPath('converse') })
    stream.end(CHUNKED)
    await once(stream, 'response')
    expect(seen).toHaveLength(1)
    const [sent = ''] = seen
    const headEnd = sent.indexOf('\r\n\r\n')
    expect(sent.slice(0, headEnd).match(/^(?:content-length|transfer-encoding): .*$/gim)).toEqual([
      `content-length: ${CHUNKED.length}`,
    ])
    expect(sent.slice(headEnd + 4)).toBe(CHUNKED)
  })
})

function head(...lines: string[]): string {
  return [LINE, 'host: localhost', ...lines, '', ''].join('\r\n')
}
