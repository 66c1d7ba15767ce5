import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, vi } from 'vitest'
import { defaultCredentials } from '../../../src/aws/default-credentials.ts'
import type { CredentialTrouble, TroubleKind } from '../../../src/aws/sign-in/credential-troubles.ts'
import { createUpstreamAgent } from '../../../src/aws/upstream-connection.ts'
import { createWayOut } from '../../../src/aws/way-out.ts'
import { temporaryFolder } from '../../settings/temporary-folder.ts'

/** What a user has set up, and the trouble that comes of it. Whatever a provider could say holds the word `canary`. */
export type TroubleScenario = {
  readonly title: string
  readonly kind: TroubleKind
  /** The shared files, in which `FOLDER` stands for the folder that they are in. */
  readonly config?: string
  readonly credentials?: string
  /** Further files of the home, by relative path. */
  readonly files?: Readonly<Record<string, string>>
  readonly profile?: string
  readonly env?: Readonly<Record<string, string>>
  /** Starts what AWS or the machine would be; more of the environment. */
  readonly start?: (home: string) => Promise<Readonly<Record<string, string>>>
  /** Starts what HTTPS_PROXY names. */
  readonly throughProxy?: () => Promise<string>
  /** The names that the message tells, and the one for who has shown no token does not. */
  readonly names?: readonly string[]
  /** What the remedy says. */
  readonly remedy: string
  readonly facts: CredentialTrouble['facts']
}

/** Provokes the trouble with AWS's providers, and tells what is said about it; FOLDER stands for the home again. */
export async function provoke({
  config = '',
  credentials = '',
  files = {},
  profile,
  env = {},
  start,
  throughProxy,
}: Omit<TroubleScenario, 'title' | 'kind' | 'names' | 'remedy' | 'facts'>): Promise<CredentialTrouble> {
  const home = temporaryFolder(files)
  const inFolder = (text: string) => text.replaceAll('FOLDER', home)
  writeFileSync(join(home, 'config'), inFolder(config))
  writeFileSync(join(home, 'credentials'), inFolder(credentials))
  bareEnvironment(home)
  for (const [name, value] of Object.entries({ ...env, ...(await start?.(home)) })) vi.stubEnv(name, inFolder(value))
  const { load, explain } = defaultCredentials({ profile, env: process.env, region: 'eu-west-1' })
  const wayOut = throughProxy && createWayOut({ HTTPS_PROXY: await throughProxy() })
  const createAgent = wayOut && (() => createUpstreamAgent({ protocol: 'https:' }, wayOut))
  const found = await load(createAgent).then(
    () => undefined,
    (error: unknown) => explain(error),
  )
  if (!found) throw new Error('There were credentials.')
  return JSON.parse(JSON.stringify(found.trouble).replaceAll(home, 'FOLDER'))
}

/** An environment in which nothing of this machine gives credentials. */
export function bareEnvironment(home: string): void {
  for (const name of Object.keys(process.env).filter((one) => /^AWS_(?!SDK_)/.test(one))) vi.stubEnv(name, undefined)
  vi.stubEnv('HOME', home)
  vi.stubEnv('AWS_CONFIG_FILE', join(home, 'config'))
  vi.stubEnv('AWS_SHARED_CREDENTIALS_FILE', join(home, 'credentials'))
  vi.stubEnv('AWS_EC2_METADATA_DISABLED', 'true')
}

/** One test for each scenario: its kind, its sentences, and that nothing is told to whom it is not for. */
export function testScenarios(scenarios: readonly TroubleScenario[]): void {
  it.each(scenarios)('$title: $kind', async ({ kind, names = [], remedy, facts, ...given }) => {
    const trouble = await provoke(given)
    expect(trouble).toMatchObject({ kind, facts })
    for (const name of names) expect(trouble.message).toContain(name)
    for (const text of [trouble.message, trouble.publicMessage]) {
      expect(text).toContain(remedy)
      expect(text).toMatch(/^[A-Z].*\S[.]$/)
      expect(text).not.toMatch(/canary|undefined|FOLDER|arn:| {2}/i)
    }
    for (const name of names) expect(trouble.publicMessage).not.toContain(name)
    expect(JSON.stringify(trouble.facts)).not.toContain('canary')
  })
}
