import { expect, it } from 'vitest'
import { parse } from 'yaml'
import { GATEWAY_AGENTS } from '../../../src/cli/connect/gateway-agents.ts'
import { CONNECTION, GUARDED } from './sample-connection.ts'

const [row] = GATEWAY_AGENTS
const upstreamOf = (connection = CONNECTION) => parse(row?.code?.[0]?.text(connection) ?? '').upstreams[0]

it('Anthropic’s own gateway gets a Bedrock upstream whose base URL is the proxy', () => {
  expect(upstreamOf()).toEqual({
    provider: 'bedrock',
    region: CONNECTION.region,
    base_url: CONNECTION.url,
    auth: { aws_access_key_id: 'local', aws_secret_access_key: 'local' },
  })
})

it('proves the client token by its key pair, and by itself where TLS is in front', () => {
  expect(upstreamOf(GUARDED).auth.aws_access_key_id).toBe(GUARDED.keyPair.accessKeyId)
  expect(upstreamOf({ ...GUARDED, url: 'https://proxy.example' }).auth).toEqual({ aws_bearer_token: GUARDED.token })
})
