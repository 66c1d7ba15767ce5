import { describe, expect, it } from 'vitest'
import {
  awsErrorInDialect,
  ERRORS,
  type ErrorCode,
  type ErrorDialect,
  errorAnswer,
  ProxyError,
  spokenDialect,
  toProxyError,
} from '../../src/bedrock/errors.ts'

const CODES = Object.keys(ERRORS) as ErrorCode[]
const DIALECTS: ErrorDialect[] = ['aws', 'openai', 'anthropic']

/** The only errors that a retry of the same request may cure. SDKs retry a 5xx on their own. */
const WORTH_A_RETRY: ErrorCode[] = [
  'client-session-unavailable',
  'outbound-proxy-failed',
  'too-many-files',
  'upstream-unreachable',
  'too-many-requests',
  'too-many-bytes',
  'internal',
]

describe('the errors table', () => {
  it.each(CODES)('gives %s a 5xx only where a retry can help', (code) => {
    const { status } = ERRORS[code]
    expect(status >= 500 && status < 600).toBe(WORTH_A_RETRY.includes(code))
    expect(status).toBeGreaterThanOrEqual(400)
  })

  it.each(CODES)('gives %s an exception name in AWS form', (code) => {
    expect(ERRORS[code].exception).toMatch(/^[A-Z][A-Za-z]+Exception$/)
  })

  it.each(CODES)('blames the caller for %s only with a 4xx', (code) => {
    const { fault, status } = ERRORS[code]
    if (fault === 'client') expect(status).toBeLessThan(500)
    expect(['client', 'proxy', 'upstream']).toContain(fault)
  })
})

/** Where a vendor's clients expect another status than AWS's. */
const OTHER_STATUS: Partial<Record<ErrorDialect, Partial<Record<ErrorCode, number>>>> = {
  anthropic: { 'client-token': 401, 'client-signature': 401, 'policy-refused': 400, 'not-supported': 501 },
}

describe('errorAnswer', () => {
  it.each(CODES.flatMap((code) => DIALECTS.map((dialect) => ({ code, dialect }))))(
    'answers $code in the $dialect dialect with its row and its message',
    ({ code, dialect }) => {
      const answer = errorAnswer(new ProxyError(code, 'It said "no".'), dialect)
      expect(answer.headers['x-amzn-errortype']).toBe(ERRORS[code].exception)
      expect(answer.status).toBe(OTHER_STATUS[dialect]?.[code] ?? ERRORS[code].status)
      expect(messageIn(answer.body, dialect)).toBe('It said "no".')
    },
  )

  it('is nothing but a message on the routes of AWS', () => {
    const { body } = errorAnswer(new ProxyError('policy-refused', 'No.'), 'aws')
    expect(JSON.parse(body)).toEqual({ message: 'No.' })
  })

  it("has OpenAI's four fields on the routes of OpenAI", () => {
    const { body } = errorAnswer(new ProxyError('malformed-body', 'No.'), 'openai')
    expect(JSON.parse(body)).toEqual({
      error: { message: 'No.', type: 'invalid_request_error', param: null, code: 'ValidationException' },
    })
  })

  it("is Anthropic's error object on the routes of Anthropic", () => {
    const { body } = errorAnswer(new ProxyError('malformed-body', 'No.'), 'anthropic')
    expect(JSON.parse(body)).toEqual({ type: 'error', error: { type: 'invalid_request_error', message: 'No.' } })
  })

  it.each([
    ['policy-refused', 'invalid_request_error'],
    ['no-credentials', 'permission_error'],
    ['client-token', 'authentication_error'],
    ['client-quota', 'rate_limit_error'],
    ['client-day-quota', 'billing_error'],
    ['not-supported', 'not_supported'],
    ['unknown-operation', 'not_found_error'],
    ['upstream-timeout', 'timeout_error'],
    ['body-too-large', 'request_too_large'],
    ['upstream-unreachable', 'overloaded_error'],
    ['headers-too-large', 'invalid_request_error'],
    ['internal', 'api_error'],
  ] as const)('calls %s a %s where a vendor API is imitated', (code, type) => {
    const { body } = errorAnswer(new ProxyError(code, 'No.'), 'anthropic')
    expect(JSON.parse(body).error.type).toBe(type)
  })
})

describe('what a vendor’s SDKs do about an error', () => {
  it.each([
    ['client-token', 'anthropic', 'false'],
    ['client-signature', 'anthropic', 'false'],
    ['client-day-quota', 'anthropic', 'false'],
    ['not-supported', 'anthropic', 'false'],
    ['client-quota', 'anthropic', undefined],
    ['upstream-unreachable', 'anthropic', undefined],
    ['client-token', 'aws', undefined],
    ['client-day-quota', 'openai', undefined],
  ] as const)('%s in the %s dialect says x-should-retry: %s', (code, dialect, value) => {
    expect(errorAnswer(new ProxyError(code, 'No.'), dialect).headers['x-should-retry']).toBe(value)
  })

  it('says when to come back', () => {
    const error = new ProxyError('client-quota', 'Slow down.', { retryAfterSeconds: 12 })
    for (const dialect of DIALECTS) expect(errorAnswer(error, dialect).headers['retry-after']).toBe('12')
  })

  it('tells Codex of a load that passes by the code that it waits for', () => {
    const { body } = errorAnswer(new ProxyError('too-many-requests', 'Full.'), 'openai')
    expect(JSON.parse(body)).toMatchObject({ error: { type: 'overloaded_error', code: 'server_is_overloaded' } })
  })
})

describe('awsErrorInDialect', () => {
  const says = { status: 429, exception: 'ThrottlingException', message: 'Too many tokens.' }

  it.each([
    ['aws', { message: 'Too many tokens.' }],
    ['anthropic', { type: 'error', error: { type: 'rate_limit_error', message: 'Too many tokens.' } }],
    [
      'openai',
      { error: { message: 'Too many tokens.', type: 'rate_limit_error', param: null, code: 'ThrottlingException' } },
    ],
  ] as const)("says it in the %s dialect with AWS's words", (dialect, body) => {
    expect(awsErrorInDialect(says, dialect)).toEqual(body)
  })
})

describe('toProxyError', () => {
  it('says of a part that is gone from the disk that the proxy wants a restart, once it is needed', async () => {
    const gone: unknown = await import(`${import.meta.dirname}/no-such-part.ts`).catch((error) => error)
    expect(toProxyError(gone)).toMatchObject({ code: 'internal', message: expect.stringMatching(/Restart it\.$/) })
  })

  it('returns a ProxyError as it is', () => {
    const error = new ProxyError('body-timeout', 'Too slow.')
    expect(toProxyError(error)).toBe(error)
  })

  it.each([new TypeError('secret detail'), 'secret detail', undefined])(
    'turns %s into an internal error that tells nothing of it, and keeps it as the cause',
    (thrown) => {
      const error = toProxyError(thrown)
      expect(error.code).toBe('internal')
      expect(error.cause).toBe(thrown)
      expect(errorAnswer(error, 'aws').body).not.toContain('secret detail')
    },
  )
})

function messageIn(body: string, dialect: ErrorDialect): unknown {
  const parsed = JSON.parse(body)
  return dialect === 'aws' ? parsed.message : parsed.error.message
}

it.each([
  ['openai', {}, 'openai'],
  ['openai', { 'anthropic-version': '2023-06-01' }, 'anthropic'],
  ['aws', { 'anthropic-version': '2023-06-01' }, 'aws'],
  ['anthropic', {}, 'anthropic'],
] as const)('spokenDialect: %s with %j is %s', (dialect, headers, spoken) => {
  expect(spokenDialect(dialect, headers)).toBe(spoken)
})
