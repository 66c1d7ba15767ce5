import { describe, expect, it } from 'vitest'
import { isExempt } from '../../src/aws/no-proxy.ts'

/** Cases of curl's and Go's own documentation and tests, in our own names; where the two differ, the row says what holds. */
const CASES: [noProxy: string, host: string, isExempt: boolean, port?: number][] = [
  ['', 'bedrock.example.com', false],
  ['*', 'bedrock.example.com', true],
  ['x, *', 'bedrock.example.com', true],
  ['example.com', 'example.com', true],
  ['example.com', 'bedrock.example.com', true],
  ['example.com', 'a.b.example.com', true],
  ['example.com', 'notexample.com', false],
  ['example.com', 'example.com.evil.test', false],
  ['EXAMPLE.com', 'Bedrock.Example.COM', true],
  ['.example.com', 'bedrock.example.com', true],
  ['.example.com', 'notexample.com', false],
  // curl passes over the dot, Go does not.
  ['.example.com', 'example.com', true],
  ['*.example.com', 'bedrock.example.com', true],
  ['example.com.', 'bedrock.example.com', true],
  ['example.com', 'bedrock.example.com.', true],
  ['a.test,example.com', 'bedrock.example.com', true],
  ['a.test example.com', 'bedrock.example.com', true],
  [' a.test ,\texample.com\n', 'bedrock.example.com', true],
  [',, ,', 'bedrock.example.com', false],
  ['.', 'bedrock.example.com', false],
  ['bücher.example', 'www.xn--bcher-kva.example', true],
  ['example.com:443', 'bedrock.example.com', true],
  ['example.com:8443', 'bedrock.example.com', false],
  ['example.com:8443', 'bedrock.example.com', true, 8443],
  [':443', 'bedrock.example.com', false],
  ['10.1.2.3', '10.1.2.3', true],
  ['10.1.2.3', '10.1.2.30', false],
  ['2.3', '10.1.2.3', false],
  ['10.1.2.3:443', '10.1.2.3', true],
  ['10.1.2.3:80', '10.1.2.3', false],
  ['10.0.0.0/8', '10.1.2.3', true],
  ['10.1.2.3/8', '10.200.0.1', true],
  ['10.0.0.0/8', '11.1.2.3', false],
  ['10.0.0.0/33', '10.1.2.3', false],
  ['10.0.0.0/0', '11.1.2.3', true],
  ['10.0.0.0/8', '10.example.com', false],
  ['example.com/8', 'example.com', false],
  ['10.0.0.0/8', '[::ffff:10.1.2.3]', true],
  ['2001:db8::1', '[2001:db8::1]', true],
  ['2001:db8:0:0::1', '2001:db8::1', true],
  ['[2001:db8::1]', '2001:db8::1', true],
  ['[2001:db8::1]:443', '[2001:db8::1]', true],
  ['[2001:db8::1]:80', '[2001:db8::1]', false],
  ['2001:db8::/32', '[2001:db8:a::1]', true],
  ['2001:db8::/32', '[2001:db9::1]', false],
  ['2001:db8::/129', '[2001:db8::1]', false],
  // This machine is never behind a proxy.
  ['', 'localhost', true],
  ['', 'LOCALHOST.', true],
  ['', 'localhost.example.com', false],
  ['', '127.0.0.1', true],
  ['', '127.1.2.3', true],
  ['', '[::1]', true],
  ['', '[::ffff:127.0.0.1]', true],
  ['', '[::2]', false],
  ['', '128.0.0.1', false],
]

describe('NO_PROXY', () => {
  it.each(CASES)('%j and %s: %s', (noProxy, host, expected, port = 443) => {
    expect(isExempt(host, port, noProxy)).toBe(expected)
  })
})
