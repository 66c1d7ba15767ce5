import { describe, expect, it } from 'vitest'
import { endpointFor, makesEndpoint, servesEveryRegion } from '../../src/settings/endpoint-template.ts'

describe('an endpoint template', () => {
  it.each([
    ['https://bedrock-runtime-fips.{region}.amazonaws.com', 'https://bedrock-runtime-fips.eu-west-1.amazonaws.com'],
    ['https://{region}.bedrock.{region}.example:8443', 'https://eu-west-1.bedrock.eu-west-1.example:8443'],
    ['https://vpce-1.example', 'https://vpce-1.example'],
    ['http://localhost:9000/', 'http://localhost:9000'],
  ])('%s is %s in eu-west-1', (template, origin) => {
    expect(makesEndpoint(template, 'eu-west-1')).toBe(true)
    expect(endpointFor(template, 'eu-west-1').origin).toBe(origin)
  })

  it('may suit one Region and not another', () => {
    expect(makesEndpoint('https://é.xn--{region}.example', 'us-west-2')).toBe(false)
    expect(makesEndpoint('https://x.{region}.example', 'us-west-2')).toBe(true)
  })

  it.each([
    'https://{region}/path',
    'https://{REGION}.example',
    'http://{region}.example',
    'no URL',
    'https://a\nb.example',
    ' https://a.example',
  ])('is not %s', (template) => {
    expect(makesEndpoint(template, 'eu-west-1')).toBe(false)
  })

  it.each([
    ['https://bedrock.{region}.example', true],
    ['http://127.0.0.1:9000', true],
    ['http://[::1]:9000', true],
    ['https://bedrock.example', false],
  ])('%s serves every Region: %s', (template, serves) => {
    expect(servesEveryRegion(template)).toBe(serves)
  })
})
