import { readFileSync, writeFileSync } from 'node:fs'
import type { ServerResponse } from 'node:http'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { createCredentialSource } from '../../src/aws/credential-source.ts'
import { defaultCredentials } from '../../src/aws/default-credentials.ts'
import { FAILURE_MEMORY_MS } from '../../src/aws/failure-memory.ts'
import type { Fault } from '../../src/simulator/faults.ts'
import type { Simulator } from '../../src/simulator/start-simulator.ts'
import {
  answerWithMetadata,
  answerWithRole,
  KEPT_IN,
  type Keys,
  printed,
  SSO_CONFIG,
  sharedFiles,
  writeSsoToken,
} from '../fixtures/identity-providers.ts'
import { modelPath, post } from '../fixtures/model-requests.ts'
import { clockOffBy } from '../fixtures/shifted-clock.ts'
import { type Binary, NO_KEYS, startBinary } from '../fixtures/start-binary.ts'
import { freePort, startHttpServer } from '../fixtures/start-http-server.ts'
import { startLenientFrankfurt as startFrankfurt } from '../fixtures/start-lenient.ts'
import { temporaryFolder } from '../settings/temporary-folder.ts'

const STREAM = modelPath('converse-stream')
const INVOKE = modelPath('invoke')
const OLD = { accessKeyId: 'AKIDOLD', secretAccessKey: 'old-secret', sessionToken: 'old-token' }
const FRESH = { accessKeyId: 'AKIDFRESH', secretAccessKey: 'fresh-secret', sessionToken: 'fresh-token' }

describe.each(KEPT_IN)('Credentials in %s', (_place, keep) => {
  it('that have expired are read anew without a restart, and the request is sent once more', async () => {
    const { binary, simulator, replaceKeys } = await startWithKeys(keep)
    expect((await post(binary.url, INVOKE)).status).toBe(200)
    replaceKeys(FRESH)
    simulator.misbehave(EXPIRED)
    const response = await post(binary.url, INVOKE)
    expect([response.status, response.headers.get('x-bedrock-proxy-attempts')]).toEqual([200, '2'])
    expect(signers(simulator)).toEqual(['AKIDOLD', 'AKIDOLD', 'AKIDFRESH'])
    await post(binary.url, INVOKE)
    expect(signers(simulator).at(-1)).toBe('AKIDFRESH')
  })

  it('that expire in mid-stream do not hurt the stream', async () => {
    const { binary, simulator, replaceKeys } = await startWithKeys(keep, { chunkDelayMs: 100 })
    const stream = await post(binary.url, STREAM)
    replaceKeys(FRESH)
    simulator.misbehave(EXPIRED)
    expect((await post(binary.url, INVOKE)).headers.get('x-bedrock-proxy-attempts')).toBe('2')
    expect(await stream.text()).toContain('messageStop')
  })

  it('that stay expired are tried twice, and the answer is the one of AWS', async () => {
    const { binary, simulator } = await startWithKeys(keep)
    simulator.misbehave(EXPIRED)
    simulator.misbehave(EXPIRED)
    const response = await post(binary.url, INVOKE)
    expect([response.status, await response.text()]).toEqual([403, EXPIRED.body])
    expect(simulator.requests).toHaveLength(2)
  })

  it('that may not do what they ask for are not tried again', async () => {
    const { binary, simulator } = await startWithKeys(keep)
    simulator.misbehave(DENIED)
    const response = await post(binary.url, INVOKE)
    expect([response.status, await response.text()]).toEqual([403, DENIED.body])
    expect(simulator.requests).toHaveLength(1)
  })
})

describe('A session that has ended', () => {
  it('is told with what to do, and opened by `aws sso login` while the proxy runs', async () => {
    const portal = await startHttpServer((request, response) => answerWithRole(FRESH, request, response))
    const simulator = await startFrankfurt({ credentials: FRESH })
    const folder = temporaryFolder({ config: SSO_CONFIG })
    const binary = await startBinary({
      upstreamUrl: simulator.url,
      args: ['--profile', 'work'],
      env: { ...sharedFiles(folder), AWS_ENDPOINT_URL_SSO: portal },
    })
    const refused = await post(binary.url, INVOKE)
    expect([refused.status, await refused.text()]).toEqual([
      403,
      expect.stringContaining('aws sso login --profile work'),
    ])
    writeSsoToken(binary.folder)
    expect((await post(binary.url, INVOKE)).status).toBe(200)
    expect(simulator.requests).toHaveLength(1)
  })
})

describe('A credential process', () => {
  it('that fails runs once in some seconds, however many requests and probes there are, and no probe starts it', async () => {
    const simulator = await startFrankfurt({ credentials: FRESH })
    const folder = temporaryFolder()
    const runs = join(folder, 'runs')
    writeFileSync(join(folder, 'config'), `[profile vault]\ncredential_process = echo run >> ${runs}; exit 1\n`)
    const args = ['--profile', 'vault']
    const binary = await startBinary({ upstreamUrl: simulator.url, args, env: sharedFiles(folder) })
    const answers = await Promise.all(Array.from({ length: 20 }, () => fetch(`${binary.url}/readyz`)))
    const refusals = await Promise.all(Array.from({ length: 20 }, () => post(binary.url, INVOKE)))
    // It ran at the start; a machine under load may have taken longer than a failure is remembered.
    expect(readFileSync(runs, 'utf8').split('\n').length - 1).toBeLessThanOrEqual(2)
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([503]))
    for (const answer of answers) expect(await answer.text()).not.toContain('vault')
    expect(await refusals[0]?.text()).toContain('The credential_process of the profile vault ended with an error.')
    await expect.poll(() => binary.log().match(/"kind":"process-failed"/g)).toHaveLength(1)
    await expect.poll(binary.log).toContain(join(folder, 'config'))
  })

  it('that prints keys which have ended is not used, until what it depends on has changed', async () => {
    const simulator = await startFrankfurt({ credentials: FRESH })
    const folder = temporaryFolder({ printed: printed(OLD, new Date(0)) })
    const config = `[default]\ncredential_process = cat ${join(folder, 'printed')}\n`
    writeFileSync(join(folder, 'config'), config)
    const binary = await startBinary({ upstreamUrl: simulator.url, env: sharedFiles(folder) })
    expect((await post(binary.url, INVOKE)).status).toBe(403)
    writeFileSync(join(folder, 'printed'), printed(FRESH, new Date(Date.now() + 3_600_000)))
    writeFileSync(join(folder, 'config'), `${config}region = eu-central-1\n`)
    expect((await post(binary.url, INVOKE)).status).toBe(200)
    expect(signers(simulator)).toEqual(['AKIDFRESH'])
  })
})

describe.each([10, -10])('A clock that is %i minutes off', (minutes) => {
  it('is put right by the date of a refusal: one more try, and none for the requests that follow', async () => {
    const simulator = await startFrankfurt()
    const binary = await startBinary({ upstreamUrl: simulator.url, env: { NODE_OPTIONS: clockOffBy(minutes) } })
    const first = await post(binary.url, INVOKE)
    expect([first.status, first.headers.get('x-bedrock-proxy-attempts')]).toEqual([200, '2'])
    const second = await post(binary.url, STREAM)
    expect([second.status, second.headers.get('x-bedrock-proxy-attempts')]).toEqual([200, '1'])
    expect(simulator.requests.map(({ signature }) => signature)).toEqual(['refused', 'verified', 'verified'])
  })
})

describe('An instance metadata service', () => {
  it('that stalls keeps the proxy neither from starting nor from saying what to do', async () => {
    const held = new Set<ServerResponse>()
    const binary = await startOnInstance(await startHttpServer((_, response) => held.add(response)))
    await expectAdvice(binary)
    expect(held.size).toBeGreaterThan(0)
  })

  it('that is down is said to be', async () => {
    const binary = await startOnInstance(`http://127.0.0.1:${await freePort()}`)
    await expectAdvice(binary)
    const ready = await fetch(`${binary.url}/readyz`)
    expect([ready.status, await ready.text()]).toEqual([
      503,
      expect.stringContaining('metadata service does not answer'),
    ])
  })

  it('that is down is asked again when it is up', async () => {
    const port = await freePort()
    vi.stubEnv('AWS_EC2_METADATA_SERVICE_ENDPOINT', `http://127.0.0.1:${port}`)
    vi.stubEnv('AWS_EC2_METADATA_DISABLED', 'false')
    const clock = { now: 0 }
    const lookup = defaultCredentials({ profile: undefined, env: {}, region: 'eu-west-1' })
    const source = createCredentialSource({ ...lookup, now: () => clock.now })
    onTestFinished(source.stop)
    await expect(source.get()).rejects.toMatchObject({ code: 'no-credentials' })
    await startHttpServer((request, response) => answerWithMetadata(FRESH, request, response), port)
    await expect(source.get()).rejects.toMatchObject({ code: 'no-credentials' })
    clock.now += FAILURE_MEMORY_MS
    expect(await source.get()).toMatchObject(FRESH)
  })
})

function refusal(exception: string): Extract<Fault, { kind: 'status' }> & { readonly body: string } {
  const headers = { 'content-type': 'application/json', 'x-amzn-errortype': exception }
  return { kind: 'status', status: 403, headers, body: `{"message":"${exception} in the words of AWS"}` }
}

const EXPIRED = refusal('ExpiredTokenException')
const DENIED = refusal('AccessDeniedException')

/** The binary with the old keys in files, in front of a simulator that knows the keys that were kept last. */
async function startWithKeys(keep: (folder: string, keys: Keys) => void, { chunkDelayMs = 0 } = {}) {
  const known = { ...OLD }
  const simulator = await startFrankfurt({ credentials: known, chunkDelayMs })
  const folder = temporaryFolder()
  keep(folder, OLD)
  const binary = await startBinary({ upstreamUrl: simulator.url, env: sharedFiles(folder) })
  const replaceKeys = (keys: Keys) => {
    keep(folder, keys)
    Object.assign(known, keys)
  }
  return { binary, simulator, replaceKeys }
}

function signers({ requests }: Simulator): (string | undefined)[] {
  return requests.map(({ headers }) => /Credential=([^/]+)/.exec(headers.join(' '))?.[1])
}

async function startOnInstance(metadataUrl: string): Promise<Binary> {
  const { url } = await startFrankfurt({ credentials: FRESH })
  const service = { AWS_EC2_METADATA_SERVICE_ENDPOINT: metadataUrl, AWS_EC2_METADATA_DISABLED: undefined }
  return startBinary({ upstreamUrl: url, env: { ...NO_KEYS, ...service } })
}

async function expectAdvice({ url }: Binary): Promise<void> {
  const refused = await post(url, INVOKE)
  expect([refused.status, refused.headers.get('x-amzn-errortype')]).toEqual([403, 'AccessDeniedException'])
  expect(await refused.text()).toMatch(/found no AWS credentials.*AWS_ACCESS_KEY_ID/)
}
