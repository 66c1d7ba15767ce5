import { describe, expect, it } from 'vitest'
import {
  endpointTemplate,
  host,
  hostList,
  oneOf,
  type SettingSchema,
  someOf,
  splitAtCommas,
  textLike,
  wholeNumber,
} from '../../src/settings/setting-schemas.ts'

function parse(schema: SettingSchema<unknown>, text: string): unknown {
  const { success, data, error } = schema.safeParse(text)
  return success ? data : `not ${error.issues[0]?.message}`
}

describe('a whole number', () => {
  it.each(['0', '8223', '65535'])('takes %s', (text) => {
    expect(parse(wholeNumber(0, 65_535), text)).toBe(Number(text))
  })

  it.each(['', '-1', '65536', '1.5', '1e3', '0x10', ' 1', '80a', '99999999999999999999'])('refuses "%s"', (text) => {
    expect(parse(wholeNumber(0, 65_535), text)).toBe('not a whole number from 0 to 65535')
  })
})

describe('one of some words', () => {
  it('takes a word', () => expect(parse(oneOf(['auto', 'off']), 'off')).toBe('off'))

  it.each(['', 'OFF', 'off ', 'constructor'])('refuses "%s" and names the words', (text) => {
    expect(parse(oneOf(['auto', 'off']), text)).toBe('not one of auto, off')
  })
})

describe('some of some words', () => {
  it.each([
    ['', []],
    ['b', ['b']],
    ['b, a,b ,', ['a', 'b']],
  ])('"%s" is %j', (text, words) => expect(parse(someOf(['a', 'b', 'c']), text)).toEqual(words))

  it.each(['d', 'a,d', 'A', 'a b', 'constructor'])('refuses "%s" and names the words', (text) => {
    expect(parse(someOf(['a', 'b', 'c']), text)).toBe('not some of a, b, c, with commas between them')
  })
})

it('text of a form is taken as it is, and refused with the form', () => {
  expect(parse(textLike(/^[a-z]+$/, 'small letters'), 'abc')).toBe('abc')
  expect(parse(textLike(/^[a-z]+$/, 'small letters'), 'ABC')).toBe('not small letters')
})

describe('a host', () => {
  it.each(['127.0.0.1', '::1', '0.0.0.0', 'localhost', 'proxy.internal'])('takes %s', (text) => {
    expect(parse(host(), text)).toBe(text)
  })

  it.each(['', 'a:80', 'http://a', 'a b', '-a', 'a..b', 'a/b', '[::1]'])('refuses "%s"', (text) => {
    expect(parse(host(), text)).toBe('not a host name or an IP address, without a port')
  })
})

describe('a list of hosts', () => {
  it.each([
    ['', []],
    ['a.internal', ['a.internal']],
    [' a.internal , b.internal ,', ['a.internal', 'b.internal']],
  ])('"%s" is %j', (text, hosts) => {
    expect(parse(hostList(), text)).toEqual(hosts)
  })

  it('refuses the whole list for one wrong name', () => {
    expect(parse(hostList(), 'a.internal,b:80')).toBe('not host names with commas between them, without ports')
  })
})

it('a list keeps the order of its items', () => {
  expect(splitAtCommas(' b , a,,c ')).toEqual(['b', 'a', 'c'])
})

describe('the origin of an endpoint', () => {
  it.each([
    'https://vpce-1.bedrock-runtime.eu-central-1.vpce.amazonaws.com',
    'https://127.0.0.1:8443',
    'http://127.0.0.1:8080',
    'http://localhost:8080/',
    'http://[::1]:8080',
    'https://bedrock-runtime-fips.{region}.amazonaws.com',
    'https://{region}.bedrock.{region}.example:8443',
  ])('takes %s', (text) => {
    expect(parse(endpointTemplate(), text)).toBe(text)
  })

  it.each([
    ['', 'nothing'],
    ['bedrock.example', 'no scheme'],
    ['http://bedrock.example', 'plain http to another machine'],
    ['http://127.0.0.1.example', 'a name that begins like loopback'],
    ['http://0.0.0.0:80', 'every interface'],
    ['ftp://127.0.0.1', 'another scheme'],
    ['https://bedrock.example/path', 'a path'],
    ['https://bedrock.example?a=b', 'a query'],
    ['https://bedrock.example#a', 'a fragment'],
    ['https://user:pass@bedrock.example', 'credentials'],
    ['https://{region}@bedrock.example', 'a Region as credentials'],
    ['https://bedrock.example:{region}', 'a Region as the port'],
    ['https://bedrock.example/{region}', 'a Region as the path'],
    ['{region}://bedrock.example', 'a Region as the scheme'],
    ['http://{region}.example', 'plain http to a host of the Region'],
    ['https://bedrock.{Region}.example', 'a placeholder with another name'],
    ['https://bedrock.{{region}}.example', 'a placeholder in a placeholder'],
  ])('refuses "%s": %s', (text) => {
    expect(parse(endpointTemplate(), text)).toMatch(/^not an origin such as https:/)
  })
})
