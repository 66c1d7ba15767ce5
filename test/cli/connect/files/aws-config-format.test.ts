import { describe, expect, it } from 'vitest'
import { AWS_CONFIG_FORMAT } from '../../../../src/cli/connect/files/aws-config-format.ts'

const TEXT = `# accounts
[default]
region = us-east-1 ; home
s3 =
  max_concurrent_requests = 20
  # nested
  use_accelerate_endpoint = true

; work
[profile work]
region=eu-west-1
`

describe('reading', () => {
  it('finds sections, keys and the keys below them', () => {
    expect(AWS_CONFIG_FORMAT.parse(TEXT)).toEqual({
      default: { region: 'us-east-1', s3: { max_concurrent_requests: '20', use_accelerate_endpoint: 'true' } },
      'profile work': { region: 'eu-west-1' },
    })
  })

  it('takes a value that goes on in the next line', () => {
    expect(AWS_CONFIG_FORMAT.parse('[a]\nb = 1\n  and more\n')).toEqual({ a: { b: '1' } })
  })

  it.each([
    ['region = x\n', 1],
    ['[a]\nnonsense\n', 2],
    ['[a\nb = c\n', 1],
    ['[a]\n  b = c\n', 2],
  ])('%j is broken at line %i', (text, line) => {
    expect(() => AWS_CONFIG_FORMAT.parse(text)).toThrow(`not valid as an AWS config file at line ${line}`)
  })
})

describe('writing', () => {
  it('adds a section at the end', () => {
    const value = { region: 'r', bedrock_runtime: { endpoint_url: 'u' } }
    expect(AWS_CONFIG_FORMAT.assign(TEXT, [{ path: ['services x'], value }])).toBe(
      `${TEXT}\n[services x]\nregion = r\nbedrock_runtime =\n  endpoint_url = u\n`,
    )
  })

  it.each([
    ['a key that is there', ['profile work', 'region'], 'region=eu-west-1', 'region = new'],
    ['a key below a key', ['default', 's3', 'max_concurrent_requests'], 'requests = 20', 'requests = new'],
  ])('sets %s and nothing else', (_, path, before, after) => {
    expect(AWS_CONFIG_FORMAT.assign(TEXT, [{ path, value: 'new' }])).toBe(TEXT.replace(before, after))
  })

  it.each([
    [
      'a key behind the last of its section',
      ['default', 'output'],
      'endpoint = true\n',
      'endpoint = true\noutput = new\n',
    ],
    ['a key behind the last below a key', ['default', 's3', 'x'], 'endpoint = true\n', 'endpoint = true\n  x = new\n'],
    ['a key below a new key', ['profile work', 's3', 'x'], 'eu-west-1\n', 'eu-west-1\ns3 =\n  x = new\n'],
  ])('adds %s', (_, path, before, after) => {
    expect(AWS_CONFIG_FORMAT.assign(TEXT, [{ path, value: 'new' }])).toBe(TEXT.replace(before, after))
  })

  it('keeps Windows line ends', () => {
    const text = AWS_CONFIG_FORMAT.assign('[a]\r\nb = 1\r\n', [{ path: ['c'], value: { d: '2' } }])
    expect(text).toBe('[a]\r\nb = 1\r\n\r\n[c]\r\nd = 2\r\n')
  })

  it('starts a new file without an empty line', () => {
    expect(AWS_CONFIG_FORMAT.assign('', [{ path: ['a'], value: { b: 'c' } }])).toBe('[a]\nb = c\n')
  })
})
