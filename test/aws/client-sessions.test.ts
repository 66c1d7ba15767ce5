import { describe, expect, it } from 'vitest'
import type { AssumeRole } from '../../src/aws/assume-role.ts'
import { createClientSessions } from '../../src/aws/client-sessions.ts'
import { createClock } from '../../src/aws/clock.ts'
import type { Credentials } from '../../src/aws/credentials.ts'
import { ProxyError } from '../../src/bedrock/errors.ts'

const MINUTE_MS = 60_000
const ROLE = { roleArn: 'arn:aws:iam::123456789012:role/clients', tags: new Map<string, string>() }
const REQUEST = { method: 'GET', host: 'x', path: '/', query: [], headers: {}, sha256: '' }

describe('A session', () => {
  it('is opened once for each client, however many of its requests come at once', async () => {
    const world = start()
    const keys = await Promise.all(['a1', 'b1', 'a1', 'b1', 'a1'].map(world.keyOf))
    expect(keys).toEqual(['ASIAa1-1', 'ASIAb1-2', 'ASIAa1-1', 'ASIAb1-2', 'ASIAa1-1'])
    expect(world.opened).toEqual(['a1', 'b1'])
  })

  it('is renewed before it ends, while the old one serves on', async () => {
    const world = start()
    await world.keyOf('a1')
    world.clock.now += 56 * MINUTE_MS
    expect(await world.keyOf('a1')).toBe('ASIAa1-1')
    await new Promise(setImmediate)
    expect(await world.keyOf('a1')).toBe('ASIAa1-2')
    expect(world.opened).toEqual(['a1', 'a1'])
  })

  it('that AWS calls ended is renewed alone', async () => {
    const world = start()
    await Promise.all(['a1', 'b1'].map(world.keyOf))
    world.sessions.signerOf('a1').invalidate()
    expect(await world.keyOf('a1')).toBe('ASIAa1-3')
    expect(await world.keyOf('b1')).toBe('ASIAb1-2')
  })

  it("is opened with the proxy's own credentials, which are read anew where they have ended", async () => {
    const ended = Object.assign(new Error('x'), { name: 'ExpiredToken', $metadata: { httpStatusCode: 403 } })
    const world = start({ failures: [ended] })
    expect(await world.keyOf('a1')).toBe('ASIAa1-1')
    expect([world.refusals(), world.openedWith]).toEqual([1, ['OWN0', 'OWN1']])
  })

  it('that STS refuses is a 403 for its client alone, remembered for some seconds', async () => {
    const denied = Object.assign(new Error('x'), { name: 'AccessDenied', $metadata: { httpStatusCode: 403 } })
    const world = start({ failures: [denied] })
    for (let i = 0; i < 3; i++) {
      await expect(world.keyOf('a1')).rejects.toMatchObject({ code: 'client-session-refused' })
    }
    expect(await world.keyOf('b1')).toBe('ASIAb1-1')
    expect(world.told).toEqual(['a1 session-denied'])
    world.clock.now += 5_000
    expect(await world.keyOf('a1')).toBe('ASIAa1-2')
    expect(world.told).toEqual(['a1 session-denied', 'a1 recovered'])
  })

  it('is not to be had by a client without a role, nor by nobody', () => {
    const world = start()
    for (const client of ['c1', undefined]) {
      expect(() => world.sessions.signerOf(client)).toThrow(expect.objectContaining({ code: 'client-session-refused' }))
    }
  })

  it('is not to be had where the proxy has no credentials either', async () => {
    const none = new ProxyError('no-credentials', 'None.')
    const world = start({ own: () => Promise.reject(none) })
    await expect(world.keyOf('a1')).rejects.toMatchObject({ code: 'no-credentials', message: 'None.' })
  })
})

type World = { readonly failures?: Error[]; readonly own?: () => Promise<Credentials> }

/** Two clients with roles, an STS that numbers its sessions, and a clock to turn. */
function start({ failures = [], own }: World = {}) {
  const clock = { now: Date.parse('2026-11-29T12:00:00Z') }
  const [opened, openedWith, told]: string[][] = [[], [], []]
  let refusals = 0
  const assumeRole: AssumeRole = async (client, _role, { accessKeyId }) => {
    openedWith?.push(accessKeyId)
    const failure = failures.shift()
    if (failure) throw failure
    opened?.push(client)
    const expiration = new Date(clock.now + 60 * MINUTE_MS)
    return { accessKeyId: `ASIA${client}-${opened?.length}`, secretAccessKey: 's', sessionToken: 't', expiration }
  }
  const sessions = createClientSessions({
    roles: new Map(['a1', 'b1'].map((name) => [name, ROLE])),
    assumeRole,
    own: {
      get: own ?? (async () => ({ accessKeyId: `OWN${refusals}`, secretAccessKey: 's' })),
      invalidate: () => void refusals++,
    },
    clock: createClock(() => clock.now),
    eventsOf: (client) => ({
      onTrouble: ({ kind }) => told?.push(`${client} ${kind}`),
      onRecovered: () => told?.push(`${client} recovered`),
    }),
  })
  const keyOf = async (client: string) => {
    const { authorization = '' } = await sessions.signerOf(client).inRegion('eu-west-1')(REQUEST)
    return /Credential=([^/]+)/.exec(authorization)?.[1]
  }
  return { sessions, clock, opened, openedWith, told, keyOf, refusals: () => refusals }
}
