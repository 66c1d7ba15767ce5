import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { askProxy } from '../../../src/cli/ask-proxy.ts'
import { openProxy } from '../../../src/cli/run/open-proxy.ts'
import { cliContextOf, written } from '../cli-context-of.ts'

const FLAGS = { region: 'eu-west-1', discovery: 'off' }
const CALL = { argument: '', options: { simulate: 'strict' }, switches: new Set<string>(), flags: FLAGS }

it('listens on loopback, at a free port, and wants a token that nobody else knows', async () => {
  const context = cliContextOf({ env: { BEDROCK_PROXY_CLIENT_TOKEN: 'of-the-settings', BEDROCK_PROXY_PORT: '8223' } })
  const { url, token, region, close } = await openProxy({ ...CALL, context })
  expect([url, region]).toEqual([expect.stringMatching(/^http:\/\/127\.0\.0\.1:(?!8223)\d+$/), 'eu-west-1'])
  expect(await askProxy({ url })).toMatchObject({ kind: 'proxy', tokenRequired: true })
  expect(token).toMatch(/^[0-9a-f]{48}$/)
  await close()
  expect(await askProxy({ url })).toEqual({ kind: 'silent' })
})

it('takes a Bedrock API key that the child was left for a token as well', async () => {
  const context = cliContextOf({ env: { AWS_BEARER_TOKEN_BEDROCK: 'api-key-of-the-user' } })
  const kept = await openProxy({ ...CALL, context, switches: new Set(['keep-aws-credentials']) })
  const status = async (token: string) =>
    (await fetch(`${kept.url}/metrics`, { headers: { authorization: `Bearer ${token}` } })).status
  expect([await status('api-key-of-the-user'), await status('another')]).toEqual([200, 403])
  await kept.close()
})

it('starts without a log where none can be written, and says so', async () => {
  const context = cliContextOf()
  writeFileSync(join(context.homeDir, '.local'), '')
  const { close } = await openProxy({ ...CALL, context })
  await close()
  expect(written(context.stderr)).toMatch(/^note: There is no log: /)
})
