import { modelPath } from '../fixtures/model-requests.ts'
import { answering, type ConformanceCase, NOTHING } from './conformance-case.ts'

const INVOKE = modelPath('invoke')
const HOST = 'host: 127.0.0.1'
const JSON_TYPE = 'content-type: application/json'
const LENGTH = 'content-length: 2'
const CHUNKED = 'transfer-encoding: chunked'

/** The next request on the connection: what it answers shows that both sides agree on where the last one ended. */
const PROBE = lines('GET /healthz HTTP/1.1', HOST, 'connection: close')

/** A request to invoke a model, with more header lines and a body, and the next one behind it. */
const invoke = (headerLines: readonly string[], body = '{}') =>
  lines(`POST ${INVOKE} HTTP/1.1`, HOST, JSON_TYPE, ...headerLines) + body + PROBE
/** The same in chunks. */
const chunks = (framed: string) => invoke([CHUNKED], framed)
/** A request with this request line, and the next one behind it. */
const request = (requestLine: string, ...headerLines: string[]) => lines(requestLine, HOST, ...headerLines) + PROBE
const post = (target: string) => `${lines(`POST ${target} HTTP/1.1`, HOST, LENGTH)}{}${PROBE}`
const versioned = (version: string) => `${lines(`POST ${INVOKE} ${version}`, HOST, JSON_TYPE, LENGTH)}{}`
const hosts = (...hostLines: string[]) =>
  `${lines(`POST ${INVOKE} HTTP/1.1`, ...hostLines, JSON_TYPE, LENGTH)}{}${PROBE}`

const MALFORMED = '400 ValidationException'
const UNKNOWN = '404 UnknownOperationException'

/**
 * Newer parsers (llhttp 9, Node 20.20) refuse these outright. Those of Node 20.18 make one request of each; nothing of it
 * goes on but the path, the body and headers that mean what they say.
 */
const isOldParser = Number.parseInt(process.versions.llhttp ?? '', 10) < 9
const onceLenient = (rows: readonly [title: string, bytes: string][]) =>
  isOldParser ? answering('200, healthy', ['{}'], rows) : answering(MALFORMED, NOTHING, rows)

/** RFC 9112 and RFC 9110, byte by byte. */
export const HTTP1_CASES: readonly ConformanceCase[] = [
  ...answering(
    '200, healthy',
    ['{}'],
    [
      ['a request and the next one behind it', invoke([LENGTH])],
      ['chunks', chunks('2\r\n{}\r\n0\r\n\r\n')],
      ['chunks, the coding in capital letters', invoke(['Transfer-Encoding: CHUNKED'], '2\r\n{}\r\n0\r\n\r\n')],
      ['chunks, the coding behind a tab', invoke(['transfer-encoding:\tchunked'], '2\r\n{}\r\n0\r\n\r\n')],
      ['a body in two chunks', chunks('1\r\n{\r\n1\r\n}\r\n0\r\n\r\n')],
      ['a chunk extension', chunks('2;name="value"\r\n{}\r\n0\r\n\r\n')],
      ['a chunk size with leading zeros', chunks('0000002\r\n{}\r\n0\r\n\r\n')],
      ['a trailer, which is dropped', chunks('2\r\n{}\r\n0\r\nx-amzn-bedrock-trace: ENABLED\r\n\r\n')],
      ['a content-length with leading zeros', invoke(['content-length: 0002'])],
      ['a content-length with white space around it', invoke(['content-length: \t2 '])],
      ['empty lines before the request line', `\r\n\r\n${invoke([LENGTH])}`],
      ['several spaces in the request line', post(` ${INVOKE} `)],
      ['transfer_encoding with an underscore, which is no framing', invoke([LENGTH, 'transfer_encoding: chunked'])],
      ['connection naming content-length', invoke([LENGTH, 'connection: content-length'])],
      ['connection naming host', invoke([LENGTH, 'connection: host'])],
      ['header values beyond ASCII', invoke([LENGTH, 'user-agent: a\xffb', 'x: \xe9'])],
      ['a header with no value', invoke([LENGTH, 'x:'])],
      [
        'HTTP/1.0 that asks to keep the connection',
        versioned('HTTP/1.0').replace(LENGTH, `${LENGTH}\r\nconnection: keep-alive`) + PROBE,
      ],
      ['a doubled slash', post(`/${INVOKE}`)],
      ['slashes doubled everywhere', post(INVOKE.replaceAll('/', '//'))],
      ['an absolute-form target that names the Host', post(`http://127.0.0.1${INVOKE}`)],
      ['an absolute-form target in capital letters', post(`HTTP://127.0.0.1${INVOKE}`)],
    ],
  ),
  ...answering(
    '200, 200, healthy',
    ['{}', '[]'],
    [['two requests and a third, sent ahead', invoke([LENGTH]).replace(PROBE, invoke([LENGTH], '[]'))]],
  ),
  ...answering(
    '200, healthy',
    [''],
    [
      ['no framing, which is no body', invoke([], '')],
      ['a content-length of zero', invoke(['content-length: 0'], '')],
      ['a GET with a body, which is dropped', `${lines('GET /async-invoke HTTP/1.1', HOST, LENGTH)}{}${PROBE}`],
      [
        'a GET with chunks, which are dropped',
        `${lines('GET /async-invoke HTTP/1.1', HOST, CHUNKED)}2\r\n{}\r\n0\r\n\r\n${PROBE}`,
      ],
    ],
  ),
  ...answering(
    '200',
    ['{}'],
    [
      ['HTTP/1.0', versioned('HTTP/1.0')],
      ['RTSP/1.0, which Node takes for HTTP/1.0', versioned('RTSP/1.0')],
      ['more behind a request that ends its connection', invoke([LENGTH, 'connection: close'])],
      ['more behind a request of HTTP/1.0', versioned('HTTP/1.0') + PROBE],
      [
        'an upgrade to h2c, which is declined and ends the connection',
        invoke([LENGTH, 'connection: upgrade, http2-settings', 'upgrade: h2c', 'http2-settings: AAMAAABkAAQAAP__']),
      ],
      [
        'an upgrade to TLS, which is declined and ends the connection',
        invoke([LENGTH, 'connection: upgrade', 'upgrade: TLS/1.0']),
      ],
    ],
  ),
  ...answering(
    '100, 200, healthy',
    ['{}'],
    [
      ['Expect: 100-continue', invoke([LENGTH, 'expect: 100-continue'])],
      ['Expect: 100-Continue', invoke([LENGTH, 'expect: 100-Continue'])],
    ],
  ),
  ...answering('417 ExpectationFailedException', NOTHING, [
    ['another expectation', invoke([LENGTH, 'expect: 200-ok'])],
    ['another expectation beside 100-continue', invoke([LENGTH, 'expect: 100-continue, x'])],
    ['two expectations', invoke([LENGTH, 'expect: 100-continue', 'expect: 100-continue'])],
  ]),
  ...answering('403 AccessDeniedException', NOTHING, [
    [
      'Expect: 100-continue for a foreign Host, refused before the body',
      lines(`POST ${INVOKE} HTTP/1.1`, 'host: evil.example', LENGTH, 'expect: 100-continue'),
    ],
  ]),
  ...answering(UNKNOWN, NOTHING, [
    [
      'Expect: 100-continue for no operation, refused before the body',
      lines('POST /nowhere HTTP/1.1', HOST, LENGTH, 'expect: 100-continue'),
    ],
  ]),
  ...answering('413 RequestEntityTooLargeException', NOTHING, [
    [
      'Expect: 100-continue for too large a body, refused before the body',
      lines(`POST ${INVOKE} HTTP/1.1`, HOST, 'content-length: 999999999', 'expect: 100-continue'),
    ],
  ]),

  ...answering(MALFORMED, NOTHING, [
    ['no Host', hosts()],
    ['two equal Hosts', hosts(HOST, HOST)],
    ['two Hosts', hosts(HOST, 'host: evil.example')],
    ['an empty Host', hosts('host:')],
    ['a Host with a space in it', hosts('host: 127.0.0.1 evil.example')],
    ['a list of Hosts', hosts('host: 127.0.0.1, evil.example')],
    ['a Host with user information', hosts('host: user@127.0.0.1')],
    ['a Host with a path', hosts('host: 127.0.0.1/path')],
    ['a Host with two ports', hosts('host: 127.0.0.1:1:2')],
    ['a Host that is a URL', hosts('host: http://127.0.0.1')],
    ['an absolute-form target and no Host', hosts().replace(INVOKE, `http://127.0.0.1${INVOKE}`)],
    ['an absolute-form target that contradicts the Host', post(`http://evil.example${INVOKE}`)],
    [
      'a Host that contradicts the absolute-form target',
      hosts('host: evil.example').replace(INVOKE, `http://127.0.0.1${INVOKE}`),
    ],
    ['an absolute-form target with user information', post(`http://evil.example@127.0.0.1${INVOKE}`)],
    ['HTTP/0.9', `POST ${INVOKE}\r\n\r\n${PROBE}`],

    ['content-length before transfer-encoding', invoke([LENGTH, CHUNKED], '0\r\n\r\n')],
    ['content-length behind transfer-encoding', invoke([CHUNKED, LENGTH], '0\r\n\r\n')],
    ['two equal content-lengths', invoke([LENGTH, LENGTH])],
    ['two content-lengths', invoke([LENGTH, 'content-length: 3'])],
    ['a list of content-lengths', invoke(['content-length: 2, 2'])],
    ['a content-length with a plus sign', invoke(['content-length: +2'])],
    ['a negative content-length', invoke(['content-length: -2'])],
    ['a content-length with a space in it', invoke(['content-length: 2 2'])],
    ['a hexadecimal content-length', invoke(['content-length: 0x2'])],
    ['a content-length with a fraction', invoke(['content-length: 2.0'])],
    ['an empty content-length', invoke(['content-length:'])],
    ['a content-length beyond 64 bits', invoke(['content-length: 18446744073709551618'])],
    ['a space before the colon of content-length', invoke(['content-length : 2'])],
    ['a space before the colon of transfer-encoding', invoke(['transfer-encoding : chunked'], '2\r\n{}\r\n0\r\n\r\n')],
    ['a tab before the colon of transfer-encoding', invoke(['transfer-encoding\t: chunked'], '2\r\n{}\r\n0\r\n\r\n')],

    ['transfer-encoding: xchunked', invoke(['transfer-encoding: xchunked'], '2\r\n{}\r\n0\r\n\r\n')],
    ['transfer-encoding: chunkedx', invoke(['transfer-encoding: chunkedx'], '2\r\n{}\r\n0\r\n\r\n')],
    ['transfer-encoding: "chunked"', invoke(['transfer-encoding: "chunked"'], '2\r\n{}\r\n0\r\n\r\n')],
    ['transfer-encoding: chunked, identity', invoke(['transfer-encoding: chunked, identity'], '2\r\n{}\r\n0\r\n\r\n')],
    ['transfer-encoding: identity, chunked', invoke(['transfer-encoding: identity, chunked'], '2\r\n{}\r\n0\r\n\r\n')],
    ['transfer-encoding: gzip, chunked', invoke(['transfer-encoding: gzip, chunked'], '2\r\n{}\r\n0\r\n\r\n')],
    ['transfer-encoding: chunked, chunked', invoke(['transfer-encoding: chunked, chunked'], '2\r\n{}\r\n0\r\n\r\n')],
    ['transfer-encoding: identity', invoke(['transfer-encoding: identity'])],
    ['transfer-encoding: identity beside a content-length', invoke(['transfer-encoding: identity', LENGTH])],
    ['an empty transfer-encoding', invoke(['transfer-encoding:'], '2\r\n{}\r\n0\r\n\r\n')],
    ['two transfer-encodings', invoke([CHUNKED, CHUNKED], '2\r\n{}\r\n0\r\n\r\n')],
    [
      'two transfer-encodings, the last one identity',
      invoke([CHUNKED, 'transfer-encoding: identity'], '2\r\n{}\r\n0\r\n\r\n'),
    ],
    [
      'two transfer-encodings, the first one identity',
      invoke(['transfer-encoding: identity', CHUNKED], '2\r\n{}\r\n0\r\n\r\n'),
    ],
    ['a vertical tab before chunked', invoke(['transfer-encoding: \x0bchunked'], '2\r\n{}\r\n0\r\n\r\n')],
    ['a tab behind chunked', invoke(['transfer-encoding: chunked\t'], '2\r\n{}\r\n0\r\n\r\n')],
    ['a folded transfer-encoding', invoke(['transfer-encoding:\r\n chunked'], '2\r\n{}\r\n0\r\n\r\n')],
    ['a transfer-encoding behind a bare LF', invoke(['x: y\ntransfer-encoding: chunked'], '2\r\n{}\r\n0\r\n\r\n')],
    ['a transfer-encoding behind a bare CR', invoke(['x: y\rtransfer-encoding: chunked'], '2\r\n{}\r\n0\r\n\r\n')],
    ['chunks in HTTP/1.0', `${lines(`POST ${INVOKE} HTTP/1.0`, HOST, JSON_TYPE, CHUNKED)}2\r\n{}\r\n0\r\n\r\n`],

    ['a chunk size that is no number', chunks('zz\r\n{}\r\n0\r\n\r\n')],
    ['an empty chunk size', chunks('\r\n{}\r\n0\r\n\r\n')],
    ['a chunk size with 0x', chunks('0x2\r\n{}\r\n0\r\n\r\n')],
    ['a negative chunk size', chunks('-2\r\n{}\r\n0\r\n\r\n')],
    ['a chunk size with a plus sign', chunks('+2\r\n{}\r\n0\r\n\r\n')],
    ['a chunk size behind a space', chunks(' 2\r\n{}\r\n0\r\n\r\n')],
    ['a chunk size before a space', chunks('2 \r\n{}\r\n0\r\n\r\n')],
    ['a chunk size beyond 64 bits', chunks('10000000000000002\r\n{}\r\n0\r\n\r\n')],
    ['more in a chunk than its size', chunks('2\r\n{}}\r\n0\r\n\r\n')],
    ['no line end behind a chunk', chunks('2\r\n{}0\r\n\r\n')],
    ['a bare LF behind a chunk size', chunks('2\n{}\r\n0\r\n\r\n')],
    ['a bare CR behind a chunk size', chunks('2\r{}\r\n0\r\n\r\n')],
    ['a bare LF behind a chunk', chunks('2\r\n{}\n0\r\n\r\n')],
    ['a bare LF behind the last chunk size', chunks('2\r\n{}\r\n0\n\r\n')],
    ['a bare LF behind a trailer', chunks('2\r\n{}\r\n0\r\nx: y\n\r\n')],
    ['a bare LF in a chunk extension', chunks('2;a\n{}\r\n0\r\n\r\n')],
    ['a bare CR in a chunk extension', chunks('2;a\rb\r\n{}\r\n0\r\n\r\n')],
    ['NUL in a chunk extension', chunks('2;a\0\r\n{}\r\n0\r\n\r\n')],
    ['a chunk extension of 20 kB', chunks(`2;${'a'.repeat(20_000)}\r\n{}\r\n0\r\n\r\n`)],
    ['a trailer without a colon', chunks('2\r\n{}\r\n0\r\nno trailer\r\n\r\n')],
    ['transfer-encoding in the trailers', chunks('2\r\n{}\r\n0\r\ntransfer-encoding: chunked\r\n\r\n')],

    ['bare LFs throughout', `POST ${INVOKE} HTTP/1.1\n${HOST}\n${LENGTH}\n\n{}${PROBE}`],
    ['a bare LF behind a header', invoke(['x: y\nz: a', LENGTH])],
    ['a bare CR behind a header', invoke(['x: y\rz: a', LENGTH])],
    ['a folded header', invoke(['x: y\r\n z', LENGTH])],
    ['a header folded with a tab', invoke(['x: y\r\n\tz', LENGTH])],
    [
      'a first header that begins with a space',
      `POST ${INVOKE} HTTP/1.1\r\n x: y\r\n${HOST}\r\n${LENGTH}\r\n\r\n{}${PROBE}`,
    ],
    ['a header without a colon', invoke(['no header', LENGTH])],
    ['a header without a name', invoke([': x', LENGTH])],
    ['a space in a header name', invoke(['x y: z', LENGTH])],
    ['a parenthesis in a header name', invoke(['x(y): z', LENGTH])],
    ['a letter beyond ASCII in a header name', invoke(['x\xe9: z', LENGTH])],
    ['NUL in a header name', invoke(['x\0y: z', LENGTH])],
    ['NUL in a header value', invoke(['x: y\0z', LENGTH])],
    ['another control character in a header value', invoke(['x: y\x01z', LENGTH])],
    ['DEL in a header value', invoke(['x: y\x7fz', LENGTH])],
    ['a control character in a header that goes on', invoke(['user-agent: y\x01z', LENGTH])],

    ['a request line of one word', request('hello')],
    ['a tab in the place of spaces', request(`POST\t${INVOKE}\tHTTP/1.1`)],
    ['a space before the method', request(` POST ${INVOKE} HTTP/1.1`)],
    ['a space behind the version', request(`POST ${INVOKE} HTTP/1.1 `)],
    ['a space in the target', request('POST /model/a b/invoke HTTP/1.1')],
    ['NUL in the target', request('POST /model/a\0b/invoke HTTP/1.1')],
    ['a control character in the target', request('POST /model/a\x01b/invoke HTTP/1.1')],
    ['no target', request('POST HTTP/1.1')],
    ['a target without a slash', request(`POST ${INVOKE.slice(1)} HTTP/1.1`)],
    ['HTTP/1.2', versioned('HTTP/1.2')],
    ['HTTP/2.0 without its preface', versioned('HTTP/2.0')],
    ['HTTP/0.9 by name', versioned('HTTP/0.9')],
    ['HTTP/1.10', versioned('HTTP/1.10')],
    ['HTTP/11', versioned('HTTP/11')],
    ['http/1.1', versioned('http/1.1')],
    ['HTTP/1.1 with a comma', versioned('HTTP/1,1')],
    ['no version', versioned('')],
    ['a method in small letters', request(`post ${INVOKE} HTTP/1.1`)],
    ['a method that nobody defined', request(`INVOKE ${INVOKE} HTTP/1.1`)],
    ["HTTP/2's PRI", request('PRI * HTTP/1.1')],
    ['a TLS handshake', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03'],
  ]),
  ...onceLenient([
    ['a bare LF behind the request line', `POST ${INVOKE} HTTP/1.1\n${HOST}\r\n${LENGTH}\r\n\r\n{}${PROBE}`],
    ['a bare LF behind the head', `POST ${INVOKE} HTTP/1.1\r\n${HOST}\r\n${LENGTH}\r\n\n{}${PROBE}`],
    ['a bare LF behind the last chunk', chunks('2\r\n{}\r\n0\r\n\n')],
    ['content-length in the trailers', chunks('2\r\n{}\r\n0\r\ncontent-length: 5\r\n\r\n')],
  ]),

  ...answering(`${MALFORMED}, healthy`, NOTHING, [
    ['.. in the place of the model', post('/model/../invoke')],
    ['%2e%2e in the place of the model', post('/model/%2e%2e/invoke')],
    ['.. between slashes in the model', post('/model/a%2f..%2fb/invoke')],
    ['an escaped NUL', post('/model/a%00b/invoke')],
    ['an escaped line end', post('/model/a%0d%0ab/invoke')],
    ['a doubly escaped dot', post('/model/%252e%252e/invoke')],
    ['backslashes', post('/model/..\\..\\a/invoke')],
    ['a broken escape', post('/model/a%zz/invoke')],
    ['an escape that is no UTF-8', post('/model/a%ff/invoke')],
    ['a fragment in the model', post('/model/a#b/invoke')],
  ]),
  ...answering(`${UNKNOWN}, healthy`, NOTHING, [
    ['a fragment', post(`${INVOKE}#top`)],
    ['dot segments before the operation', post(`/x/..${INVOKE}`)],
    ['an escaped slash in the operation', post(INVOKE.replace('/invoke', '%2finvoke'))],
    ['a model that is empty', post('/model//invoke')],
    ['an absolute-form target without a path', post('http://127.0.0.1')],
    ['an absolute-form target without a host', post(`ftp://127.0.0.1${INVOKE}`)],
    ['OPTIONS *', request('OPTIONS * HTTP/1.1')],
    ['TRACE', request(`TRACE ${INVOKE} HTTP/1.1`)],
    ['HEAD of no page', request('HEAD /nowhere HTTP/1.1')],
    ['PUT', request(`PUT ${INVOKE} HTTP/1.1`)],
  ]),
  ...answering('200, healthy', NOTHING, [['HEAD of a page', request('HEAD /healthz HTTP/1.1')]]),
  ...answering(UNKNOWN, NOTHING, [
    ['CONNECT, which ends the connection', request('CONNECT bedrock-runtime.eu-central-1.amazonaws.com:443 HTTP/1.1')],
    ['CONNECT to a path, which ends the connection', request(`CONNECT ${INVOKE} HTTP/1.1`)],
  ]),
  ...answering('426 UpgradeRequiredException', NOTHING, [
    [
      'an upgrade to websocket of no operation, which ends the connection',
      request(
        `GET ${INVOKE} HTTP/1.1`,
        'connection: upgrade',
        'upgrade: websocket',
        'sec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==',
        'sec-websocket-version: 13',
      ),
    ],
  ]),
  ...answering('403 AccessDeniedException, healthy', NOTHING, [
    ['a foreign Host', hosts('host: evil.example')],
    [
      'a foreign Host, and an absolute-form target that names it',
      hosts('host: evil.example').replace(INVOKE, `http://evil.example${INVOKE}`),
    ],
    ['a loopback name with a suffix', hosts('host: 127.0.0.1.evil.example')],
  ]),
  ...answering('431 RequestHeaderFieldsTooLargeException', NOTHING, [
    ['a header of 70 kB', invoke([`x: ${'a'.repeat(70_000)}`, LENGTH])],
    ['a target of 70 kB', request(`POST /${'a'.repeat(70_000)} HTTP/1.1`)],
    ['300 headers', invoke([...Array.from({ length: 300 }, (_, i) => `x${i}: y`), LENGTH])],
    ['20,000 headers', invoke([...Array.from({ length: 20_000 }, () => 'x: y'), LENGTH])],
    ['trailers of 70 kB', chunks(`2\r\n{}\r\n0\r\nx: ${'a'.repeat(70_000)}\r\n\r\n`)],
  ]),
]

/** Lines, each with its end, and the empty one behind them. */
function lines(...all: string[]): string {
  return [...all, '', ''].join('\r\n')
}
