import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, vi } from 'vitest'
import { findCredentials } from '../../../src/aws/sign-in/find-credentials.ts'
import { answerWithMetadata } from '../../fixtures/identity-providers.ts'
import { startHttpServer } from '../../fixtures/start-http-server.ts'
import { temporaryFolder } from '../../settings/temporary-folder.ts'
import { bareEnvironment } from './trouble-scenario.ts'

const ROLE_KEYS = { accessKeyId: 'AKIDMACHINE', secretAccessKey: 'secret', sessionToken: 'token' }
const ENV_KEYS = { AWS_ACCESS_KEY_ID: 'AKIDENV\n', AWS_SECRET_ACCESS_KEY: 'secret' }
const FILE_KEYS = '[default]\naws_access_key_id = AKIDFILE\naws_secret_access_key = secret\n'

it.each([
  ['the environment before the default profile', { env: ENV_KEYS, credentials: FILE_KEYS }, 'AKIDENV'],
  [
    'a profile that was chosen before the environment',
    { env: ENV_KEYS, credentials: FILE_KEYS, profile: 'default' },
    'AKIDFILE',
  ],
  ['the files before the machine', { credentials: FILE_KEYS }, 'AKIDFILE'],
  ['the machine where nothing is configured', {}, 'AKIDMACHINE'],
  [
    'the machine where the profile says nothing of credentials',
    { config: '[profile work]\nregion = x\n', profile: 'work' },
    'AKIDMACHINE',
  ],
])('Credentials come from %s', async (_, given, accessKeyId) => {
  await startMachine()
  expect(await find(given)).toMatchObject({ accessKeyId })
})

it.each([
  ['has a process that fails', '[profile work]\ncredential_process = exit 1\n'],
  ['has half a pair', '[profile work]\naws_access_key_id = AKID\n'],
  ['does not exist', ''],
])('A profile that %s is not stood in for by the role of the machine', async (_, config) => {
  const machine = await startMachine()
  await expect(find({ config, profile: 'work' })).rejects.toMatchObject({
    name: 'CredentialsNotFound',
    isDecided: true,
  })
  expect(machine.requests()).toBe(0)
})

it('A credential process that fails has run once', async () => {
  const home = temporaryFolder()
  const config = `[profile work]\ncredential_process = echo run >> ${join(home, 'runs')}; exit 1\n`
  await expect(find({ config, profile: 'work' })).rejects.toThrow()
  expect(readFileSync(join(home, 'runs'), 'utf8')).toBe('run\n')
})

it('A metadata service that is switched off is not asked', async () => {
  const machine = await startMachine()
  await expect(find({ env: { AWS_EC2_METADATA_DISABLED: 'true' } })).rejects.toMatchObject({ isDecided: false })
  expect(machine.requests()).toBe(0)
})

type Given = {
  readonly config?: string
  readonly credentials?: string
  readonly profile?: string
  readonly env?: Readonly<Record<string, string>>
}

async function find({ config = '', credentials = '', profile, env = {} }: Given) {
  const { AWS_EC2_METADATA_SERVICE_ENDPOINT = '' } = process.env
  bareEnvironment(temporaryFolder({ config, credentials }))
  const machine = { AWS_EC2_METADATA_DISABLED: 'false', AWS_EC2_METADATA_SERVICE_ENDPOINT }
  for (const [name, value] of Object.entries({ ...machine, ...env })) vi.stubEnv(name, value)
  return findCredentials({ profile, env: process.env, region: 'eu-west-1' })
}

async function startMachine() {
  let requests = 0
  const url = await startHttpServer((request, response) => {
    requests++
    answerWithMetadata(ROLE_KEYS, request, response)
  })
  vi.stubEnv('AWS_EC2_METADATA_SERVICE_ENDPOINT', url)
  return { requests: () => requests }
}
