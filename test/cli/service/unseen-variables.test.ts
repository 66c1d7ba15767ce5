import { expect, it } from 'vitest'
import { unseenVariables } from '../../../src/cli/service/unseen-variables.ts'

it('What the proxy would read of a shell is named, in order; what is for its clients, or nobody’s, is not', () => {
  const env = {
    PATH: '/usr/bin',
    AWS_PROFILE: 'work',
    BEDROCK_PROXY_CLIENT_TOKEN: 'secret',
    AWS_ENDPOINT_URL_BEDROCK_RUNTIME: 'http://127.0.0.1:8223',
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
    AWS_REGION: undefined,
    OTEL_SERVICE_NAME: 'proxy',
    https_proxy: 'http://proxy:3128',
    HTTP_HOST: 'x',
  }
  expect(unseenVariables(env)).toEqual([
    'AWS_PROFILE',
    'BEDROCK_PROXY_CLIENT_TOKEN',
    'OTEL_SERVICE_NAME',
    'https_proxy',
  ])
})
