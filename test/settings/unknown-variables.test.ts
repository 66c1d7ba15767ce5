import { expect, it } from 'vitest'
import { unknownVariables } from '../../src/settings/unknown-variables.ts'

it('warns of a mistyped variable and names the nearest one, never its value', () => {
  const [warning, ...others] = unknownVariables({ BEDROCK_PROXY_CLIENT_TOKN: 'canary', AWS_REGION: 'x', HOME: '/' })
  expect(warning).toBe(
    'BEDROCK_PROXY_CLIENT_TOKN is no setting and is ignored, did you mean BEDROCK_PROXY_CLIENT_TOKEN?',
  )
  expect(others).toEqual([])
})

it('warns without a guess of the names that Kubernetes makes of a Service', () => {
  expect(unknownVariables({ BEDROCK_PROXY_PORT_8223_TCP_PROTO: 'tcp' })).toEqual([
    'BEDROCK_PROXY_PORT_8223_TCP_PROTO is no setting and is ignored',
  ])
})

it('knows every variable of the table, the secret file included', () => {
  expect(unknownVariables({ BEDROCK_PROXY_PORT: '1', BEDROCK_PROXY_CLIENT_TOKEN_FILE: '/run/secrets/token' })).toEqual(
    [],
  )
})
