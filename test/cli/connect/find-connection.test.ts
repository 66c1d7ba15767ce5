import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Invocation } from '../../../src/cli/command-row.ts'
import { findAgent } from '../../../src/cli/connect/agent-table.ts'
import { findConnection } from '../../../src/cli/connect/find-connection.ts'
import { startPair } from '../../fixtures/start-pair.ts'
import { temporaryFolder } from '../../settings/temporary-folder.ts'
import { cliContextOf } from '../cli-context-of.ts'

const TOKEN = 's3cret'
const GUARDED = { clientToken: [{ name: 'laptop', token: TOKEN }] }

function find(flags: Invocation['flags'], given: Partial<Invocation> = {}) {
  const context = cliContextOf({ env: { BEDROCK_PROXY_DISCOVERY: 'off' } })
  const invocation = { context, argument: 'opencode', options: {}, switches: new Set<string>(), flags, ...given }
  return findConnection(findAgent('opencode'), invocation)
}

const portOf = (url: string) => new URL(url).port

describe('beside a proxy that runs', () => {
  it('takes its Region, and has nothing to say', async () => {
    const { proxy } = await startPair()
    const { connection, notes } = await find({ port: portOf(proxy.url) })
    expect([connection.url, connection.region, notes]).toEqual([proxy.url, 'eu-central-1', []])
  })

  it('takes another one where a flag says so, and tells the difference', async () => {
    const { proxy } = await startPair()
    const { connection, notes } = await find({ port: portOf(proxy.url), region: 'us-east-1' })
    expect(connection.region).toBe('us-east-1')
    expect(notes).toEqual([expect.stringContaining('serves eu-central-1, not us-east-1')])
  })

  it('that wants a token needs one that is known here, or a new one', async () => {
    const { proxy } = await startPair(GUARDED)
    const flags = { port: portOf(proxy.url) }
    await expect(find(flags)).rejects.toThrow('asks for a client token, and the settings here hold none')
    expect((await find({ ...flags, 'client-token': TOKEN })).connection.token).toBe(TOKEN)
    expect((await find(flags, { switches: new Set(['new-token']) })).connection.isTokenNew).toBe(true)
  })

  it('is found by --url as well', async () => {
    const { proxy } = await startPair()
    const { connection } = await find({}, { options: { url: `${proxy.url}/` } })
    expect([connection.url, connection.region]).toEqual([proxy.url, 'eu-central-1'])
  })
})

it('says that nothing listens', async () => {
  const options = { model: 'claude-sonet-4-6', 'small-model': 'claude-haiku-4-5' }
  const typo = await find({ port: '1', region: 'eu-west-1' }, { options })
  expect(typo.notes).toEqual([expect.stringContaining('Nothing listens'), expect.stringContaining('claude-sonet-4-6')])
  const { notes } = await find({ port: '1', region: 'eu-west-1' })
  expect(notes).toEqual(['Nothing listens at http://127.0.0.1:1 yet; the lines are for when the proxy does.'])
})

it('says that nothing listens at a socket', async () => {
  const socket = join(temporaryFolder(), 'proxy.sock')
  const { connection, notes } = await find({ socket, region: 'eu-west-1' })
  expect([connection.socket, notes]).toEqual([socket, [expect.stringContaining(`Nothing listens at ${socket} yet`)]])
})
