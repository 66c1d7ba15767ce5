import * as sdk from '@aws-sdk/client-bedrock-runtime'
import { expect, it } from 'vitest'
import { anthropicTypeOfException } from '../../src/bedrock/stream-exceptions.ts'

it.each([
  ['throttlingException', 'rate_limit_error'],
  ['validationException', 'invalid_request_error'],
  ['serviceUnavailableException', 'overloaded_error'],
  ['modelTimeoutException', 'timeout_error'],
  ['modelStreamErrorException', 'api_error'],
  ['internalServerException', 'api_error'],
  ['somethingNewException', 'api_error'],
  ['constructor', 'api_error'],
])('takes %s for %s', (exception, type) => {
  expect(anthropicTypeOfException(exception)).toBe(type)
})

it('knows every exception of the response stream in the service model', () => {
  const [, , , , names] = sdk.ResponseStream$ as unknown as [number, string, string, number, string[]]
  const exceptions = names.filter((name) => name.endsWith('Exception'))
  expect(exceptions.length).toBeGreaterThanOrEqual(6)
  const unknown = exceptions.filter(
    (name) => name !== 'internalServerException' && name !== 'modelStreamErrorException',
  )
  expect(unknown.map(anthropicTypeOfException)).not.toContain('api_error')
})
