import { describe, expect, it } from 'vitest'
import { ProxyError } from '../../src/bedrock/errors.ts'
import { EMPTY_BODY } from '../../src/proxy/body.ts'
import { createClientQuotas } from '../../src/server/client-quotas.ts'
import { GateEntry } from '../../src/server/gate-entry.ts'
import { GateRoom } from '../../src/server/gate-room.ts'
import { ANYBODY } from '../../src/server/identify-client.ts'

const CONNECTION = {}
const LIMITS = { requests: 3, bytes: 10, bodyBytes: 5 }

function world(requestsPerMinute?: number) {
  const clock = { ms: 0 }
  const now = () => clock.ms
  const rooms = { proved: new GateRoom(LIMITS, now), unproved: new GateRoom({ ...LIMITS, bytes: 5 }, now) }
  const quotas = createClientQuotas({ requestsPerMinute })
  const enter = (caller = ANYBODY, connection: object = CONNECTION) => new GateEntry(caller, connection, rooms, quotas)
  return { clock, enter }
}

/** Somebody who says that he is the laptop. */
function claimant(isRight: boolean) {
  const check = () => {
    if (!isRight) throw new ProxyError('client-signature', 'Wrong.')
  }
  return { client: 'laptop', isProved: false, signsBody: true, checkBody: check, checkStream: check }
}

const LAPTOP = { ...ANYBODY, client: 'laptop' }

describe('Who has yet to prove himself', () => {
  it('is charged nothing before, and is charged then', () => {
    const { enter } = world(1)
    for (let i = 0; i < 5; i++) {
      const liar = enter(claimant(false))
      expect(() => liar.checkBody(EMPTY_BODY)).toThrow(expect.objectContaining({ code: 'client-signature' }))
      liar.leave()
    }
    const honest = enter(claimant(true))
    honest.checkBody(EMPTY_BODY)
    expect(() => enter(LAPTOP)).toThrow(expect.objectContaining({ code: 'client-quota' }))
  })

  it('takes room of its own, and that of its name when it is proved', () => {
    const { enter } = world()
    const waiting = enter(claimant(true))
    waiting.reserve(5)
    const known = enter(LAPTOP)
    known.reserve(6)
    expect(() => waiting.checkBody(EMPTY_BODY)).toThrow(expect.objectContaining({ code: 'too-many-bytes' }))
    known.leave()
    const next = enter(claimant(true), {})
    expect(() => next.reserve(5)).toThrow(expect.objectContaining({ code: 'too-many-bytes' }))
    waiting.leave()
    next.reserve(5)
    next.checkStream()
    enter(claimant(true), {}).reserve(5)
  })
})

it('Room is given back once, whatever happens after it', () => {
  const { enter } = world()
  const first = enter()
  first.reserve(4)
  first.leave()
  first.leave()
  first.reserve(10)
  first.awaitClient(() => undefined)
  const second = enter()
  second.reserve(10)
  expect(() => second.reserve(1)).toThrow(expect.objectContaining({ code: 'too-many-bytes' }))
})

it('What is refused for its quota holds no room', () => {
  const { enter } = world(1)
  enter(LAPTOP).leave()
  for (let i = 0; i < 5; i++) expect(() => enter(LAPTOP)).toThrow(/requests-per-minute/)
  for (const connection of [{}, {}, {}]) enter({ ...ANYBODY, client: String(Math.random()) }, connection)
})

it('Whoever stops sending gives way to whoever comes, and one that goes on sending does not', () => {
  const { clock, enter } = world()
  const gone: string[] = []
  const slow = enter(ANYBODY, {})
  slow.awaitClient(({ code }) => gone.push(`slow ${code}`))
  const steady = enter(ANYBODY, {})
  steady.awaitClient(({ code }) => gone.push(`steady ${code}`))
  const busy = enter(ANYBODY, {})
  clock.ms += 1500
  steady.reserve(1)
  clock.ms += 1500
  enter(ANYBODY, {})
  expect(gone).toEqual(['slow too-many-requests'])
  clock.ms += 10_000
  steady.goOn()
  expect(() => enter(ANYBODY, {})).toThrow(expect.objectContaining({ code: 'too-many-requests' }))
  busy.leave()
})
