import { expect, it } from 'vitest'
import { ANY_PROGRAM } from '../../../src/cli/connect/any-program.ts'
import { GUARDED } from './sample-connection.ts'

it('gets the variables of AWS and of Anthropic together, with the token in the form that each reads', () => {
  const { url, token, keyPair } = GUARDED
  expect(ANY_PROGRAM.env?.(GUARDED)).toMatchObject({
    AWS_ENDPOINT_URL_BEDROCK_RUNTIME: url,
    AWS_ACCESS_KEY_ID: keyPair.accessKeyId,
    ANTHROPIC_BEDROCK_BASE_URL: url,
    ANTHROPIC_BASE_URL: url,
    ANTHROPIC_API_KEY: token,
  })
  expect(ANY_PROGRAM.unset?.(GUARDED)).toContain('ANTHROPIC_AUTH_TOKEN')
})
