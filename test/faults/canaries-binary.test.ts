import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { derivedKeyPair } from '../../src/aws/derived-key-pair.ts'
import { ERRORS } from '../../src/bedrock/errors.ts'
import { withSts } from '../aws/sign-in/scenarios/role-scenarios.ts'
import { startRefusingProxy } from '../aws/start-connect-proxy.ts'
import { CANARY_KEYS, outputOf, TOKEN } from '../fixtures/canaries.ts'
import { CANARY_SCENARIOS } from '../fixtures/canary-scenarios.ts'
import { sharedFiles } from '../fixtures/identity-providers.ts'
import { startBinary } from '../fixtures/start-binary.ts'
import { startFrankfurt } from '../fixtures/start-frankfurt.ts'
import { temporaryFolder } from '../settings/temporary-folder.ts'

/** Nothing from outside leads to an error that nobody foresaw. */
const UNFORESEEN = ['internal']

describe.each(['json', 'pretty'])('With a %s log at the level trace, no secret gets out of the binary', (format) => {
  it.each(CANARY_SCENARIOS)('$title', async ({ args = [], env = {}, shared, sts, simulated = {}, ...scenario }) => {
    const { upstreamUrl, outboundStatus, openFiles, codes, drive } = scenario
    const simulator = await startFrankfurt({ credentials: CANARY_KEYS, ...simulated })
    const binary = await startBinary({
      upstreamUrl: upstreamUrl ?? simulator.url,
      openFiles,
      args: ['--log-level', 'trace', ...args, ...(sts ? await rolesAt(sts) : []), '--log-format', format],
      env: {
        ...IN_ENVIRONMENT,
        ...(outboundStatus && { HTTPS_PROXY: await outboundProxy(outboundStatus) }),
        ...(shared && sharedFiles(temporaryFolder(shared))),
        ...env,
      },
    })
    const answers = await drive({ binary, simulator })
    for (const page of ['/metrics', '/readyz']) {
      answers.push(await outputOf(fetch(`${binary.url}${page}`, { headers: { 'x-api-key': TOKEN } })))
    }
    await expect.poll(() => codes.filter((code) => !binary.log().includes(code))).toEqual([])
    // Two of the same kind may become one.
    binary.signal('SIGTERM')
    binary.signal('SIGINT')
    await binary.ended
    expectNoSecret([...answers, binary.log(), binary.printed()].join('\n'))
  })
})

it('The scenarios lead to every error that the proxy can give', () => {
  const given = CANARY_SCENARIOS.flatMap(({ codes }) => codes)
  expect([...new Set([...given, ...UNFORESEEN])].sort()).toEqual(Object.keys(ERRORS).sort())
})

async function rolesAt({ code, status }: { code: string; status: number }): Promise<string[]> {
  const { AWS_ENDPOINT_URL_STS: url = '' } = await withSts(code, status)()
  return ['--client-role', 'arn:aws:iam::123456789012:role/clients', '--sts-endpoint', url]
}

/** A proxy that refuses everybody, with the user and password for it. */
async function outboundProxy(status: number): Promise<string> {
  return (await startRefusingProxy(status)).replace('://', '://user:canary-password@')
}

describe('A start that fails shows no secret', () => {
  it.each<[string, { args?: string[]; env?: Record<string, string>; file?: string }]>([
    ['of a token that is none', { env: { BEDROCK_PROXY_CLIENT_TOKEN: 'canary token, canary-other' } }],
    ['of a file with such a token', { file: 'client-token: canary token\n' }],
    ['of a file that is no YAML', { file: 'client-token: "canary-token\nport: [\n' }],
    ['of a key that looks like a token', { file: 'client-token: [{a: canary-token}]\n' }],
    ['of an endpoint with a password', { args: ['--runtime-endpoint', 'https://user:canary-password@localhost'] }],
    [
      'of an outbound proxy that is none',
      {
        args: ['--runtime-endpoint', 'https://bedrock.example'],
        env: { HTTPS_PROXY: 'socks5://user:canary-password@localhost' },
      },
    ],
  ])('%s', async (_, { args = [], env = {}, file }) => {
    const folder = temporaryFolder(file === undefined ? {} : { 'settings.yaml': file })
    const config = file === undefined ? [] : ['--config', join(folder, 'settings.yaml')]
    const start = startBinary({ upstreamUrl: 'http://127.0.0.1:9', args: [...config, ...args], env })
    const { message } = await start.then(
      () => new Error('It did start.'),
      (error: Error) => error,
    )
    expect(message).toMatch(/^The binary ended with [12] before it listened: error: /)
    expectNoSecret(message)
  })

  it('when it is asked to read its settings again', async () => {
    const folder = temporaryFolder({ 'settings.yaml': `client-token: ${TOKEN}\n` })
    const file = join(folder, 'settings.yaml')
    const binary = await startBinary({ upstreamUrl: 'http://127.0.0.1:9', args: ['--config', file] })
    for (const text of ['client-token: "canary-open\n', 'client-token: canary two\n', 'canary-key: canary-value\n']) {
      const linesBefore = binary.log().split('\n').length
      writeFileSync(file, text)
      binary.signal('SIGHUP')
      await expect.poll(() => binary.log().split('\n').length).toBeGreaterThan(linesBefore)
    }
    expectNoSecret(binary.log().replaceAll('canary-key', ''))
  })
})

const IN_ENVIRONMENT = {
  AWS_ACCESS_KEY_ID: CANARY_KEYS.accessKeyId,
  AWS_SECRET_ACCESS_KEY: CANARY_KEYS.secretAccessKey,
  AWS_SESSION_TOKEN: CANARY_KEYS.sessionToken,
  BEDROCK_PROXY_CLIENT_TOKEN: `laptop=${TOKEN}`,
}

function expectNoSecret(text: string): void {
  expect(text.match(/.{0,60}canary.{0,30}/gi)).toBeNull()
  const { accessKeyId, secretAccessKey } = derivedKeyPair(TOKEN)
  for (const half of [accessKeyId, secretAccessKey]) expect(text).not.toContain(half)
}
