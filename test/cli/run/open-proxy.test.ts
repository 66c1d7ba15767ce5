import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, onTestFinished, vi } from 'vitest'
import { askProxy } from '../../../src/cli/ask-proxy.ts'
import { openProxy } from '../../../src/cli/run/open-proxy.ts'
import { modelPath, post } from '../../fixtures/model-requests.ts'
import { CREDENTIALS, startFrankfurt } from '../../fixtures/start-frankfurt.ts'
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

it('holds its client to the tokens of a day, and keeps their count nowhere', async () => {
  const { url } = await startFrankfurt({ strictness: 'lenient' })
  // The AWS SDK looks into the environment of the process itself.
  const keys = { AWS_ACCESS_KEY_ID: CREDENTIALS.accessKeyId, AWS_SECRET_ACCESS_KEY: CREDENTIALS.secretAccessKey }
  for (const [name, value] of Object.entries(keys)) vi.stubEnv(name, value)
  onTestFinished(() => void vi.unstubAllEnvs())
  const context = cliContextOf({ env: { ...keys, BEDROCK_PROXY_TOKENS_PER_DAY: '1' } })
  const flags = { discovery: 'off', region: 'eu-central-1', 'runtime-endpoint': url, 'control-plane-endpoint': url }
  const proxy = await openProxy({ ...CALL, options: {}, flags, context })
  const ask = () => post(proxy.url, modelPath('converse'), '{}', { 'x-api-key': proxy.token ?? '' })
  await (await ask()).text()
  await expect.poll(async () => (await ask()).status).toBe(429)
  await proxy.close()
  expect(existsSync(join(context.homeDir, '.cache'))).toBe(false)
})
