import { describe, expect, it } from 'vitest'
import { endToEndResponseHeaders, forwardedRequestHeaders, headerObject } from '../../src/http/end-to-end-headers.ts'

describe('forwardedRequestHeaders', () => {
  it.each([
    ['accept', 'application/json'],
    ['content-type', 'application/json'],
    ['user-agent', 'aws-sdk-js/3'],
    ['anthropic-version', 'bedrock-2023-05-31'],
    ['anthropic-beta', 'a,b'],
    ['anthropic-workspace-id', 'wrkspc_1'],
    ['anthropic-something-new', 'x'],
    ['x-amzn-bedrock-accept', '*/*'],
    ['x-amzn-bedrock-trace', 'ENABLED'],
    ['x-amzn-bedrock-guardrailidentifier', 'g'],
    ['x-amzn-bedrock-performanceconfig-latency', 'optimized'],
    ['x-amzn-bedrock-service-tier', 'flex'],
  ])('lets %s through', (name, value) => {
    expect(forwardedRequestHeaders({ [name]: value })).toEqual({ [name]: value })
  })

  it.each([
    ['anthropic-api-key', 'x'],
    ['anthropic-auth', 'x'],
    ['anthropic-session-token', 'x'],
    ['anthropic-client-secret', 'x'],
    ['anthropic-cookie', 'x'],
    ['anthropic-x-authorization', 'x'],
    ['x-amzn-bedrock-api-key', 'x'],
    ['anthropic-workspace-id', 'sk-ant-123'],
    ['anthropic-something-new', 'Bearer sk-123'],
    ['user-agent', 'sk-proj-123'],
  ])('ends what may be a proof of identity here: %s with the value %s', (name, value) => {
    expect(forwardedRequestHeaders({ [name]: value })).toEqual({})
  })

  it('lets the names through that the route knows, and no others', () => {
    const headers = { 'openai-project': 'p', 'openai-beta': 'responses=v1', 'openai-organization': 'o' }
    const further = new Set(['openai-project', 'openai-beta'])
    expect(forwardedRequestHeaders(headers, further)).toEqual({ 'openai-project': 'p', 'openai-beta': 'responses=v1' })
    expect(forwardedRequestHeaders(headers)).toEqual({})
    expect(forwardedRequestHeaders({ 'openai-project': 'sk-1' }, further)).toEqual({})
  })

  it.each([
    'authorization',
    'x-api-key',
    'x-amz-date',
    'x-amz-security-token',
    'x-amz-content-sha256',
    'x-amzn-trace-id',
    'cookie',
    'date',
    'host',
    ':authority',
    ':path',
    'content-length',
    'content-encoding',
    'accept-encoding',
    'transfer-encoding',
    'connection',
    'keep-alive',
    'te',
    'upgrade',
    'Location',
    'refresh',
    'Alt-Svc',
    'expect',
    'origin',
    'forwarded',
    'x-forwarded-for',
    'proxy-authorization',
    'amz-sdk-request',
    '__proto__',
  ])('ends %s here', (name) => {
    expect(forwardedRequestHeaders(JSON.parse(`{"${name}":"v"}`))).toEqual({})
  })

  it('joins the values of a repeated header', () => {
    expect(forwardedRequestHeaders({ 'anthropic-beta': ['a', 'b'] })).toEqual({ 'anthropic-beta': 'a, b' })
  })

  it('ends a name with a space in it, which older parsers let through', () => {
    expect(forwardedRequestHeaders({ 'x-amzn-bedrock-trace ': 'ENABLED' })).toEqual({})
  })

  it('ends what the connection header names, for that is of one hop', () => {
    const headers = { connection: 'keep-alive, Anthropic-Beta', 'anthropic-beta': 'a', accept: '*/*' }
    expect(forwardedRequestHeaders(headers)).toEqual({ accept: '*/*' })
  })
})

describe('endToEndResponseHeaders', () => {
  it('keeps names, values, order and repetitions as they came', () => {
    const headers = ['X-Amzn-RequestId', 'a', 'set-cookie', '1', 'Set-Cookie', '2', 'content-length', '3']
    expect(endToEndResponseHeaders(headers)).toEqual(headers)
  })

  it.each([
    'Connection',
    'keep-alive',
    'Proxy-Authenticate',
    'proxy-connection',
    'TE',
    'Trailer',
    'Transfer-Encoding',
    'upgrade',
    'Location',
    'refresh',
    'Alt-Svc',
  ])('leaves %s out', (name) => {
    expect(endToEndResponseHeaders(['a', '1', name, 'x', 'b', '2'])).toEqual(['a', '1', 'b', '2'])
  })

  it('leaves out what any of the connection headers names', () => {
    const headers = ['Connection', 'close, X-One', 'x-one', '1', 'connection', ' x-two ', 'X-Two', '2', 'x-three', '3']
    expect(endToEndResponseHeaders(headers)).toEqual(['x-three', '3'])
  })

  it('does not take a value for a name', () => {
    expect(endToEndResponseHeaders(['x-a', 'connection', 'x-b', 'x-a'])).toEqual(['x-a', 'connection', 'x-b', 'x-a'])
  })

  it('has nothing to say of no headers', () => {
    expect(endToEndResponseHeaders([])).toEqual([])
  })

  it.each([['keep-alive'], ['x-own, x-a']])('adds our own, whatever connection says (%s)', (connection) => {
    const own = ['x-own', '1', 'te', '2']
    const headers = endToEndResponseHeaders(['connection', connection, 'x-b', '3'], own)
    expect(headers).toEqual(['x-b', '3', 'x-own', '1', 'te', '2'])
    expect(own).toEqual(['x-own', '1', 'te', '2'])
  })
})

describe('headerObject', () => {
  it('lower-cases the names and gathers the values of a repeated one', () => {
    expect(headerObject(['Content-Type', 'a', 'Set-Cookie', '1', 'set-cookie', '2', 'SET-COOKIE', '3'])).toEqual(
      Object.assign(Object.create(null), { 'content-type': 'a', 'set-cookie': ['1', '2', '3'] }),
    )
  })

  it.each(['constructor', 'toString', '__proto__'])('holds a header called %s', (name) => {
    expect(Object.entries(headerObject([name, 'a']))).toEqual([[name.toLowerCase(), 'a']])
  })
})
