import { modelPath } from '../fixtures/model-requests.ts'
import { answering, type ConformanceCase, NOTHING } from './conformance-case.ts'
import {
  ACK,
  CONTINUATION,
  DATA,
  END_HEADERS,
  END_STREAM,
  frame,
  GOAWAY,
  HEADERS,
  headerBlock,
  PADDED,
  PING,
  PREFACE,
  PRIORITY,
  PUSH_PROMISE,
  RST_STREAM,
  SETTINGS,
  settingsPayload,
  uint32,
  WINDOW_UPDATE,
} from './http2-frames.ts'

type Field = readonly [name: string, value: string]

const INVOKE = modelPath('invoke')
const PSEUDO: readonly Field[] = [
  [':method', 'POST'],
  [':scheme', 'http'],
  [':path', INVOKE],
  [':authority', '127.0.0.1'],
]
const FIELDS: readonly Field[] = [...PSEUDO, ['content-type', 'application/json']]
const HEALTHZ: readonly Field[] = PSEUDO.map(([name, value]) => [
  name,
  name === ':method' ? 'GET' : name === ':path' ? '/healthz' : value,
])
const CANCEL = uint32(8)

const setting = (id: number, value: number) => frame(SETTINGS, 0, 0, settingsPayload([[id, value]]))
/** The dynamic table for responses is kept empty, so that a status can be read without one. */
const HELLO = Buffer.concat([PREFACE, setting(1, 0)])

const headers = (streamId: number, flags = END_HEADERS, fields = FIELDS) =>
  frame(HEADERS, flags, streamId, headerBlock(fields))
const data = (streamId: number, body = '{}', flags = END_STREAM) => frame(DATA, flags, streamId, body)
const invoke = (streamId: number, fields = FIELDS) =>
  Buffer.concat([headers(streamId, END_HEADERS, fields), data(streamId)])
const reset = (streamId: number) => frame(RST_STREAM, 0, streamId, CANCEL)
const times = (count: number, make: (i: number) => Buffer) =>
  Buffer.concat(Array.from({ length: count }, (_, i) => make(i)))

/** Frames behind the connection preface. */
const frames = (...all: Buffer[]) => Buffer.concat([HELLO, ...all])
/** One request with these header fields. */
const fields = (...all: Field[]) => frames(invoke(1, all))
const and = (...more: Field[]) => fields(...FIELDS, ...more)
const without = (name: string, ...more: Field[]) => fields(...FIELDS.filter(([other]) => other !== name), ...more)
const changed = (name: string, value: string) =>
  fields(...FIELDS.map(([other, old]): Field => [other, other === name ? value : old]))
const many = (count: number, value: string): Field[] => Array.from({ length: count }, (_, i) => [`x${i}`, value])

/** A header block in so many frames. */
const inPieces = (count: number, ...ends: Buffer[]) =>
  frames(
    headers(1, 0),
    times(count, () => frame(CONTINUATION, 0, 1)),
    ...ends,
  )

const SERVED = '200, open'
const RESET = 'RST_STREAM PROTOCOL_ERROR, open'
/** Node 20 says INTERNAL_ERROR in the place of the code that RFC 9113 asks for wherever it is Node that ends the session. */
const broken = (code: string) => `GOAWAY ${code}, closed | GOAWAY INTERNAL_ERROR, closed`

/** RFC 9113, frame by frame. */
export const HTTP2_CASES: readonly ConformanceCase[] = [
  ...answering(
    SERVED,
    ['{}'],
    [
      ['a request', frames(invoke(1))],
      ['a request on a later stream', frames(invoke(7))],
      ['a content-length that holds', and(['content-length', '2'])],
      ['host in the place of :authority', without(':authority', ['host', '127.0.0.1'])],
      ['host beside an equal :authority', and(['host', '127.0.0.1'])],
      [':scheme https, as behind something that ends TLS', changed(':scheme', 'https')],
      ['te: trailers', and(['te', 'trailers'])],
      ['120 headers', and(...many(120, 'y'))],
      ['a header block in three frames', inPieces(1, frame(CONTINUATION, END_HEADERS, 1), data(1))],
      ['padded DATA', frames(headers(1), frame(DATA, PADDED | END_STREAM, 1, '\x03{}\0\0\0'))],
      [
        'a few empty DATA frames',
        frames(
          headers(1),
          times(3, () => data(1, '', 0)),
          data(1),
        ),
      ],
      [
        'trailers, which are dropped',
        frames(
          headers(1),
          data(1, '{}', 0),
          headers(1, END_HEADERS | END_STREAM, [['x-amzn-bedrock-trace', 'ENABLED']]),
        ),
      ],
      ['a frame of an unknown type', frames(frame(0xee, 0, 1, 'hello'), invoke(1))],
      ['an unknown setting', frames(setting(0xabc, 1), invoke(1))],
      [
        'SETTINGS again and again',
        frames(
          times(20, () => setting(3, 100)),
          invoke(1),
        ),
      ],
      [
        'PRIORITY, which says nothing any more',
        frames(
          times(1_000, (i) => frame(PRIORITY, 0, 2 * i + 1, Buffer.concat([uint32(0), Buffer.from([1])]))),
          invoke(2_001),
        ),
      ],
      ['a doubled slash', changed(':path', `/${INVOKE}`)],
    ],
  ),
  ...answering(
    SERVED,
    ['{}'],
    [
      // nghttp2 finds these fields malformed, and Node drops them without telling. None of them goes on.
      ['CR and LF in a header value, which is dropped', and(['x-amzn-bedrock-trace', 'ENABLED\r\nx-evil: 1'])],
      ['NUL in a header value, which is dropped', and(['user-agent', 'a\0b'])],
      ['a control character in a header value, which is dropped', and(['user-agent', 'a\x01b'])],
      ['a space in a header name, which is dropped', and(['x-amzn-bedrock-trace x', 'ENABLED'])],
      ['a colon in a header name, which is dropped', and(['a:b', 'c'])],
      ['an empty header name, which is dropped', and(['', 'c'])],
    ],
  ),
  ...answering(
    '2 × 200, open',
    ['{}', '{}'],
    [['two requests at once', frames(headers(1), headers(3), data(3), data(1))]],
  ),
  ...answering(
    SERVED,
    [''],
    [
      ['a request without a body', frames(headers(1, END_HEADERS | END_STREAM))],
      [
        'a GET with a body, which is dropped',
        frames(
          invoke(
            1,
            PSEUDO.map(([name, value]) => [
              name,
              name === ':method' ? 'GET' : name === ':path' ? '/async-invoke' : value,
            ]),
          ),
        ),
      ],
    ],
  ),
  ...answering('100 then 200, open', ['{}'], [['expect: 100-continue', and(['expect', '100-continue'])]]),
  ...answering(
    '200, GOAWAY NO_ERROR, closed',
    ['{}'],
    [
      [
        'GOAWAY behind a request, which is answered first',
        frames(invoke(1), frame(GOAWAY, 0, 0, Buffer.concat([uint32(0), uint32(0)]))),
      ],
    ],
  ),

  ...answering(RESET, NOTHING, [
    ['no :method', without(':method')],
    ['no :scheme', without(':scheme')],
    ['no :path', without(':path')],
    ['no :authority and no host', without(':authority')],
    ['two hosts and no :authority', without(':authority', ['host', '127.0.0.1'], ['host', '127.0.0.1'])],
    ['an empty :authority', changed(':authority', '')],
    ['an empty :path', changed(':path', '')],
    ['two :paths', fields([':path', '/healthz'], ...FIELDS)],
    ['two :authorities', fields([':authority', '127.0.0.1'], ...FIELDS)],
    ['two :methods', fields([':method', 'GET'], ...FIELDS)],
    ['a pseudo-header behind a header', without(':path', [':path', INVOKE])],
    ['a pseudo-header of responses', fields([':status', '200'], ...FIELDS)],
    ['a pseudo-header that nobody defined', fields([':model', 'a'], ...FIELDS)],
    [
      'an extended CONNECT that was not offered',
      fields(
        [':protocol', 'websocket'],
        ...FIELDS.map(([name, value]): Field => [name, name === ':method' ? 'CONNECT' : value]),
      ),
    ],
    ['a :path without a slash', changed(':path', INVOKE.slice(1))],
    ['an absolute :path', changed(':path', `http://127.0.0.1${INVOKE}`)],
    ['a foreign absolute :path', changed(':path', `http://evil.example${INVOKE}`)],
    [':path * in a POST', changed(':path', '*')],
    ['a request line in :path', changed(':path', `${INVOKE} HTTP/1.1\r\nhost: evil.example`)],
    ['a space in :path', changed(':path', '/model/a b/invoke')],
    ['NUL in :path', changed(':path', '/model/a\0b/invoke')],
    ['a request line in :method', changed(':method', `POST ${INVOKE} HTTP/1.1\r\nx: y`)],
    ['a URL in :scheme', changed(':scheme', 'http://evil.example/')],
    ['a header name in capital letters', and(['X-Foo', 'y'])],
    ['connection: close', and(['connection', 'close'])],
    ['connection that names a header', and(['connection', 'content-type'])],
    ['keep-alive', and(['keep-alive', 'timeout=5'])],
    ['proxy-connection', and(['proxy-connection', 'keep-alive'])],
    ['transfer-encoding', and(['transfer-encoding', 'chunked'])],
    ['upgrade', and(['upgrade', 'h2c'])],
    ['te: gzip', and(['te', 'gzip'])],
    ['less than content-length in DATA', and(['content-length', '3'])],
    [
      'a content-length and no DATA',
      frames(headers(1, END_HEADERS | END_STREAM, [...FIELDS, ['content-length', '2']])),
    ],
    ['two equal content-lengths', and(['content-length', '2'], ['content-length', '2'])],
    ['two content-lengths', and(['content-length', '2'], ['content-length', '3'])],
    ['a content-length with a plus sign', and(['content-length', '+2'])],
    ['an empty content-length', and(['content-length', ''])],
    [
      'a pseudo-header in the trailers',
      frames(headers(1), data(1, '{}', 0), headers(1, END_HEADERS | END_STREAM, [[':path', '/healthz']])),
    ],
    [
      'trailers that do not end the stream',
      frames(headers(1), data(1, '{}', 0), headers(1, END_HEADERS, [['a', 'b']])),
    ],
  ]),
  ...answering('400, open', NOTHING, [
    ['host that contradicts :authority', and(['host', 'evil.example'])],
    [
      ':authority that contradicts host',
      fields(...FIELDS.map(([name, value]): Field => [name, name === ':authority' ? 'evil.example' : value]), [
        'host',
        '127.0.0.1',
      ]),
    ],
    ['host beside :authority in other letters', and(['host', '127.0.0.1:80'])],
    ['%2e%2e in the place of the model', changed(':path', '/model/%2e%2e/invoke')],
  ]),
  ...answering('403, open', NOTHING, [['a foreign :authority', changed(':authority', 'evil.example')]]),
  ...answering('404, open', NOTHING, [
    ['OPTIONS *', fields([':method', 'OPTIONS'], [':scheme', 'http'], [':path', '*'], [':authority', '127.0.0.1'])],
    ['TRACE', changed(':method', 'TRACE')],
    ['a method in small letters', changed(':method', 'post')],
    [
      'CONNECT to this proxy',
      frames(
        headers(1, END_HEADERS | END_STREAM, [
          [':method', 'CONNECT'],
          [':authority', '127.0.0.1:443'],
        ]),
      ),
    ],
  ]),
  ...answering('403, open', NOTHING, [
    [
      'CONNECT to elsewhere',
      frames(
        headers(1, END_HEADERS | END_STREAM, [
          [':method', 'CONNECT'],
          [':authority', 'evil.example:443'],
        ]),
      ),
    ],
  ]),
  ...answering('417, open', NOTHING, [['another expectation', and(['expect', '200-ok'])]]),
  ...answering('RST_STREAM ENHANCE_YOUR_CALM, open', NOTHING, [['300 headers', and(...many(300, 'y'))]]),
  ...answering('431, open', NOTHING, [
    [
      '90 kB of headers, before the limit is known',
      frames(
        headers(1, 0),
        times(6, (i) => frame(CONTINUATION, i === 5 ? END_HEADERS : 0, 1, headerBlock(many(10, 'a'.repeat(1_500))))),
        data(1),
      ),
    ],
  ]),
  ...answering('44 × RST_STREAM REFUSED_STREAM, open', NOTHING, [
    ['300 streams at once', frames(times(300, (i) => headers(2 * i + 1)))],
  ]),

  ...answering('open', NOTHING, [
    ['DATA on a stream that the client has reset', frames(headers(1), reset(1), data(1))],
    [
      '100 streams, each reset at once',
      frames(times(100, (i) => Buffer.concat([headers(2 * i + 1), reset(2 * i + 1)]))),
    ],
    ['a header list whose stream is reset before it ends', frames(headers(1), reset(1))],
    [
      'a lower stream that was skipped',
      frames(frame(PRIORITY, 0, 5, Buffer.concat([uint32(0), Buffer.from([1])])), headers(9), reset(9), invoke(3)),
    ],
  ]),
  ...answering('GOAWAY PROTOCOL_ERROR, closed', NOTHING, [
    ['DATA on an idle stream', frames(data(1))],
    ['DATA on stream 0', frames(data(0))],
    ['a CONTINUATION that continues nothing', frames(frame(CONTINUATION, END_HEADERS, 1, headerBlock(FIELDS)))],
    [
      'a CONTINUATION behind the end of the headers',
      frames(headers(1), frame(CONTINUATION, END_HEADERS, 1, headerBlock([['a', 'b']]))),
    ],
    ['a CONTINUATION of another stream', frames(headers(1, 0), frame(CONTINUATION, END_HEADERS, 3))],
    ['HEADERS amid the headers of another stream', frames(headers(1, 0), invoke(3))],
    [
      'an unknown frame amid headers',
      frames(headers(1, 0), frame(0xee, 0, 1), frame(CONTINUATION, END_HEADERS, 1), data(1)),
    ],
    [
      'PING amid headers',
      frames(headers(1, 0), frame(PING, 0, 0, '12345678'), frame(CONTINUATION, END_HEADERS, 1), data(1)),
    ],
    ['more padding than DATA', frames(headers(1), frame(DATA, PADDED | END_STREAM, 1, '\xc8{}'))],
  ]),
  ...answering('GOAWAY COMPRESSION_ERROR, closed', NOTHING, [
    ['an index of 0 in the header block', frames(frame(HEADERS, END_HEADERS | END_STREAM, 1, Buffer.from([0x80])))],
    ['an index beyond the tables', frames(frame(HEADERS, END_HEADERS | END_STREAM, 1, Buffer.from([0xfe])))],
    ['an index that does not end', frames(frame(HEADERS, END_HEADERS | END_STREAM, 1, Buffer.alloc(20, 0xff)))],
    ['a header block that breaks off', frames(frame(HEADERS, END_HEADERS | END_STREAM, 1, Buffer.from([0, 5, 0x61])))],
    [
      'a dynamic table larger than allowed',
      frames(
        frame(
          HEADERS,
          END_HEADERS | END_STREAM,
          1,
          Buffer.concat([Buffer.from([0x3f, 0xff, 0xff, 0xff, 0x07]), headerBlock(FIELDS)]),
        ),
      ),
    ],
  ]),
  ...answering('GOAWAY FRAME_SIZE_ERROR, closed', NOTHING, [
    ['DATA of 20 kB in one frame', frames(headers(1), data(1, 'x'.repeat(20_000)))],
    ['HEADERS of 20 kB in one frame', frames(headers(1, END_HEADERS, [...FIELDS, ['x', 'a'.repeat(20_000)]]))],
    ['a frame that claims 16 MB', frames(headers(1), frame(DATA, END_STREAM, 1, '{}', 0xffffff))],
    ['SETTINGS of three bytes', frames(frame(SETTINGS, 0, 0, 'abc'))],
    ['a SETTINGS acknowledgement with settings', frames(frame(SETTINGS, ACK, 0, settingsPayload([[1, 0]])))],
    ['PING of three bytes', frames(frame(PING, 0, 0, 'abc'))],
    ['RST_STREAM of three bytes', frames(headers(1), frame(RST_STREAM, 0, 1, 'abc'))],
    ['WINDOW_UPDATE of three bytes', frames(frame(WINDOW_UPDATE, 0, 0, 'abc'))],
  ]),
  ...answering('GOAWAY ENHANCE_YOUR_CALM, closed', NOTHING, [
    [
      'a hundred settings in one frame',
      frames(frame(SETTINGS, 0, 0, settingsPayload(Array.from({ length: 100 }, () => [3, 100] as const)))),
    ],
  ]),
  ...answering(broken('PROTOCOL_ERROR'), NOTHING, [
    ['HEADERS on stream 0', frames(headers(0))],
    ['HEADERS on a stream of the server', frames(invoke(2))],
    [
      'PUSH_PROMISE from a client',
      frames(frame(PUSH_PROMISE, END_HEADERS, 1, Buffer.concat([uint32(2), headerBlock(FIELDS)]))),
    ],
    ['RST_STREAM on an idle stream', frames(reset(1))],
    ['RST_STREAM on stream 0', frames(reset(0))],
    ['WINDOW_UPDATE on an idle stream', frames(frame(WINDOW_UPDATE, 0, 1, uint32(8)))],
    ['WINDOW_UPDATE by zero for a stream', frames(headers(1), frame(WINDOW_UPDATE, 0, 1, uint32(0)))],
    ['WINDOW_UPDATE by zero for the connection', frames(frame(WINDOW_UPDATE, 0, 0, uint32(0)))],
    ['a maximum frame size below 16 KiB', frames(setting(5, 100))],
    ['ENABLE_PUSH of 2', frames(setting(2, 2))],
    ['SETTINGS on a stream', frames(frame(SETTINGS, 0, 1))],
    ['PING on a stream', frames(frame(PING, 0, 1, '12345678'))],
    ['GOAWAY on a stream', frames(frame(GOAWAY, 0, 1, Buffer.concat([uint32(0), uint32(0)])))],
    ['no SETTINGS behind the preface', Buffer.concat([PREFACE, invoke(1)])],
    [
      'HTTP/1.1 behind the preface',
      Buffer.concat([PREFACE, Buffer.from('GET /healthz HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n')]),
    ],
    ['half a preface and something else', Buffer.from('PRI * HTTP/2.0\r\n\r\nXX\r\n\r\n')],
  ]),
  ...answering(broken('FLOW_CONTROL_ERROR'), NOTHING, [
    ['a connection window beyond 2^31-1', frames(frame(WINDOW_UPDATE, 0, 0, uint32(0x7fffffff)))],
    ['an initial window beyond 2^31-1', frames(setting(4, 0x80000000))],
  ]),
  ...answering('GOAWAY INTERNAL_ERROR, closed', NOTHING, [
    ['a header block in a dozen frames', inPieces(12, frame(CONTINUATION, END_HEADERS, 1), data(1))],
    ['a flood of empty CONTINUATIONs', inPieces(2_000)],
    [
      'a flood of CONTINUATIONs with headers',
      frames(
        headers(1, 0),
        times(2_000, () => frame(CONTINUATION, 0, 1, headerBlock([['a', 'b']]))),
      ),
    ],
    ['a flood of SETTINGS', frames(times(5_000, () => setting(3, 100)))],
    ['a flood of PINGs', frames(times(5_000, () => frame(PING, 0, 0, '12345678')))],
    [
      'a flood of empty DATA frames',
      frames(
        headers(1),
        times(2_000, () => data(1, '', 0)),
      ),
    ],
  ]),
  // nghttp2 takes a thousand resets, then 33 a second (CVE-2023-44487). Node before 22 leaves the connection to its timeout.
  ...answering('GOAWAY INTERNAL_ERROR | GOAWAY INTERNAL_ERROR, closed', NOTHING, [
    [
      'a flood of streams, each reset at once',
      frames(times(1_500, (i) => Buffer.concat([headers(2 * i + 1), reset(2 * i + 1)]))),
    ],
    [
      'a flood of whole requests, each reset at once',
      frames(times(1_500, (i) => Buffer.concat([invoke(2 * i + 1), reset(2 * i + 1)]))),
    ],
  ]),
  ...answering(
    `RST_STREAM FLOW_CONTROL_ERROR, open | RST_STREAM FLOW_CONTROL_ERROR, GOAWAY FLOW_CONTROL_ERROR, closed | ${broken('FLOW_CONTROL_ERROR')}`,
    NOTHING,
    [['a stream window beyond 2^31-1', frames(headers(1), frame(WINDOW_UPDATE, 0, 1, uint32(0x7fffffff)))]],
  ),
  ...answering(broken('STREAM_CLOSED'), NOTHING, [
    ['DATA behind the end of a stream', frames(headers(1, END_HEADERS | END_STREAM, HEALTHZ), data(1))],
    [
      'HEADERS behind the end of a stream',
      frames(headers(1, END_HEADERS | END_STREAM, HEALTHZ), headers(1, END_HEADERS | END_STREAM)),
    ],
  ]),
  ...answering(`${RESET} | GOAWAY INTERNAL_ERROR, closed`, NOTHING, [
    ['more than content-length in DATA', and(['content-length', '1'])],
  ]),
  ...answering(`400, open | ${RESET}`, NOTHING, [
    ['user information in :authority', changed(':authority', 'user@127.0.0.1')],
  ]),
  ...answering('GOAWAY PROTOCOL_ERROR, closed | open', NOTHING, [
    ['a stream that depends on itself', frames(frame(PRIORITY, 0, 1, Buffer.concat([uint32(1), Buffer.from([1])])))],
  ]),
  ...answering('200, open', NOTHING, [
    ['a page of the proxy, with DATA that nobody reads', frames(headers(1, END_HEADERS, HEALTHZ), data(1))],
  ]),
]
