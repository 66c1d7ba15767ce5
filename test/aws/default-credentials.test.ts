import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, expect, it, onTestFinished, vi } from 'vitest'
import { createCredentialSource } from '../../src/aws/credential-source.ts'
import { defaultCredentials } from '../../src/aws/default-credentials.ts'
import type { EndpointVariant } from '../../src/aws/endpoints.ts'
import { createUpstreamAgent } from '../../src/aws/upstream-connection.ts'
import { createWayOut } from '../../src/aws/way-out.ts'
import { openListener } from '../../src/simulator/open-listener.ts'
import { temporaryFolder } from '../settings/temporary-folder.ts'
import { LOOPBACK_TLS } from './loopback-tls.ts'
import { behindProxy, startConnectProxy, startRefusingProxy } from './start-connect-proxy.ts'

beforeEach(() => {
  for (const name of Object.keys(process.env).filter((one) => one.startsWith('AWS_'))) vi.stubEnv(name, undefined)
  vi.stubEnv('AWS_EC2_METADATA_DISABLED', 'true')
})

it('finds credentials in the environment', async () => {
  sharedFiles({})
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'AKIDENV')
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'secret')
  vi.stubEnv('AWS_SESSION_TOKEN', 'token')
  expect(await lookupOf(undefined).load()).toMatchObject({
    accessKeyId: 'AKIDENV',
    secretAccessKey: 'secret',
    sessionToken: 'token',
  })
})

it('finds the default profile in the shared files', async () => {
  sharedFiles({ credentials: keysOf('default', 'AKIDFILE') })
  expect(await lookupOf(undefined).load()).toMatchObject({ accessKeyId: 'AKIDFILE' })
})

it('takes the profile that it is told, and nothing from the environment', async () => {
  sharedFiles({ credentials: keysOf('default', 'AKIDDEFAULT') + keysOf('work', 'AKIDWORK') })
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'AKIDENV')
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'secret')
  const warnings = vi.spyOn(console, 'warn')
  expect(await lookupOf('work').load()).toMatchObject({ accessKeyId: 'AKIDWORK' })
  expect(warnings).not.toHaveBeenCalled()
})

it('runs a credential process', async () => {
  const output = { Version: 1, AccessKeyId: 'AKIDPROC', SecretAccessKey: 's', Expiration: '2126-01-01T00:00:00Z' }
  const folder = sharedFiles({ 'output.json': JSON.stringify(output) })
  const command = `"${process.execPath}" -p "fs.readFileSync('${join(folder, 'output.json')}', 'utf8')"`
  writeFileSync(join(folder, 'config'), `[profile vault]\ncredential_process = ${command}\n`)
  expect(await lookupOf('vault').load()).toMatchObject({
    accessKeyId: 'AKIDPROC',
    expiration: new Date('2126-01-01T00:00:00Z'),
  })
})

it('sees rewritten files once the kept credentials are given up', async () => {
  const folder = sharedFiles({ credentials: keysOf('default', 'AKIDOLD') })
  const source = createCredentialSource(lookupOf(undefined))
  expect(await source.get()).toMatchObject({ accessKeyId: 'AKIDOLD' })
  writeFileSync(join(folder, 'credentials'), keysOf('default', 'AKIDNEW'))
  expect(await source.get()).toMatchObject({ accessKeyId: 'AKIDOLD' })
  source.invalidate()
  expect(await source.get()).toMatchObject({ accessKeyId: 'AKIDNEW' })
})

it.each([
  [undefined, 'none-configured'],
  ['missing', 'profile-missing'],
])('explains why nothing is found for profile %s', async (profile, kind) => {
  sharedFiles({ credentials: keysOf('other', 'AKIDOTHER') })
  const { load, explain } = lookupOf(profile)
  const error = await load().catch((thrown: unknown) => thrown)
  expect((await explain(error)).trouble.kind).toBe(kind)
})

it('asks AWS for a role over the agent that it is given: its authorities, its proxy', async () => {
  const sts = await startSts()
  const proxy = await startConnectProxy()
  const role = 'role_arn = arn:aws:iam::123456789012:role/r\nsource_profile = base\nregion = eu-central-1\n'
  sharedFiles({ config: `[profile role]\n${role}`, credentials: keysOf('base', 'AKIDBASE') })
  vi.stubEnv('AWS_ENDPOINT_URL_STS', behindProxy(sts))
  const wayOut = createWayOut({ HTTPS_PROXY: proxy.address }, [LOOPBACK_TLS.cert])
  const createAgent = () => createUpstreamAgent(new URL(sts), wayOut)
  expect(await lookupOf('role').load(createAgent)).toMatchObject({
    accessKeyId: 'AKIDROLE',
    sessionToken: 'token',
    expiration: new Date('2126-01-01T00:00:00Z'),
  })
  expect(proxy.targets).toEqual([new URL(behindProxy(sts)).host])
})

it.each([
  [{ useFips: true }, 'sts-fips.us-west-2.amazonaws.com:443'],
  [{ useDualstack: true }, 'sts.us-west-2.api.aws:443'],
  [{ useFips: true, useDualstack: true }, 'sts-fips.us-west-2.api.aws:443'],
])('asks the STS of the variant %j', async (variant, host) => {
  const role = 'role_arn = arn:aws:iam::123456789012:role/r\nsource_profile = base\nregion = us-west-2\n'
  sharedFiles({ config: `[profile role]\n${role}`, credentials: keysOf('base', 'AKIDBASE') })
  const targets: string[] = []
  const wayOut = createWayOut({ HTTPS_PROXY: await startRefusingProxy(403, targets) })
  const createAgent = () => createUpstreamAgent({ protocol: 'https:' }, wayOut)
  await expect(lookupOf('role', variant).load(createAgent)).rejects.toThrow()
  expect(new Set(targets)).toEqual(new Set([host]))
})

/** An STS that lets everybody assume every role; it closes when the test ends. */
async function startSts(): Promise<string> {
  const credentials =
    '<AccessKeyId>AKIDROLE</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>token</SessionToken><Expiration>2126-01-01T00:00:00Z</Expiration>'
  const answer = `<AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult><Credentials>${credentials}</Credentials></AssumeRoleResult></AssumeRoleResponse>`
  const { url, close } = await openListener({
    port: 0,
    tls: LOOPBACK_TLS,
    onRequest: (_, response) => response.writeHead(200, { 'content-type': 'text/xml' }).end(answer),
  })
  onTestFinished(close)
  return url
}

function lookupOf(profile: string | undefined, variant: Partial<EndpointVariant> = {}) {
  return defaultCredentials({ profile, env: process.env, region: 'eu-west-1', variant })
}

/** A home with these shared files and no others. */
function sharedFiles(files: Readonly<Record<string, string>>): string {
  const folder = temporaryFolder(files)
  vi.stubEnv('HOME', folder)
  vi.stubEnv('AWS_SHARED_CREDENTIALS_FILE', join(folder, 'credentials'))
  vi.stubEnv('AWS_CONFIG_FILE', join(folder, 'config'))
  return folder
}

function keysOf(profile: string, accessKeyId: string): string {
  return `[${profile}]\naws_access_key_id = ${accessKeyId}\naws_secret_access_key = secret\n`
}
