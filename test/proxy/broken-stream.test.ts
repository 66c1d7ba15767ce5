import { describe, expect, it } from 'vitest'
import { ProxyError } from '../../src/bedrock/errors.ts'
import { cutFrame, lastFrame, readBreak } from '../../src/proxy/broken-stream.ts'
import { exceptionFrame } from '../../src/proxy/exception-frame.ts'

const failure = (code?: string) => Object.assign(new Error('secret detail'), code && { code })

describe('readBreak', () => {
  it.each([
    ['ECONNRESET', 'reset', /^Bedrock broke the stream off/],
    ['UND_ERR_SOCKET', 'reset', /closed or reset/],
    ['ERR_HTTP2_STREAM_ERROR', 'reset', /^Bedrock/],
    ['ETIMEDOUT', 'connection-died', /^The connection to Bedrock died/],
    ['EHOSTUNREACH', 'connection-died', /Send the request again\.$/],
    ['HPE_INVALID_CHUNK_SIZE', 'malformed', /sent what is none/],
    ['UND_ERR_RES_CONTENT_LENGTH_MISMATCH', 'malformed', /^Bedrock broke/],
    [undefined, 'malformed', /Send the request again\.$/],
  ])('%s is the upstream: %s', (code, why, message) => {
    const broken = readBreak(failure(code))
    expect(broken).toEqual({ why, isOurs: false, message: expect.stringMatching(message) })
    expect(broken.message).not.toContain('secret detail')
  })

  it('a frame that is cut is told from a reset', () => {
    expect(readBreak(cutFrame())).toMatchObject({ why: 'cut-frame', isOurs: false })
  })

  it.each(['UND_ERR_BODY_TIMEOUT', 'ERR_UPSTREAM_IDLE_TIMEOUT'])('%s is the idle timeout of this proxy', (code) => {
    const { why, isOurs, message, error } = readBreak(failure(code))
    expect([why, isOurs, error?.code]).toEqual(['idle-timeout', true, 'upstream-timeout'])
    expect(message).toMatch(/^This proxy ended the stream.*--idle-timeout-ms/)
  })

  it('a stop of this proxy is not blamed on Bedrock', () => {
    const { why, isOurs, message } = readBreak(failure('UND_ERR_DESTROYED'))
    expect([why, isOurs]).toEqual(['proxy-stopped', true])
    expect(message).not.toMatch(/Bedrock/)
  })

  it('an error of the proxy says itself why', () => {
    const error = new ProxyError('malformed-body', 'An event is no JSON.')
    expect(readBreak(error)).toEqual({ why: 'malformed-body', isOurs: true, message: error.message, error })
  })
})

describe('lastFrame', () => {
  it('tells the reason, under an exception that Bedrock knows', () => {
    const broken = readBreak(failure('ECONNRESET'))
    expect(lastFrame(broken)).toEqual(exceptionFrame(broken.message, 'modelStreamErrorException'))
    const ofClient = readBreak(new ProxyError('malformed-body', 'An event is no JSON.'))
    expect(lastFrame(ofClient)).toEqual(exceptionFrame('An event is no JSON.', 'validationException'))
  })
})
