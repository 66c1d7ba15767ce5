import { expect, it } from 'vitest'
import { GateRoom, type Waiting } from '../../src/server/gate-room.ts'

const LIMITS = { requests: 2, bytes: 10, bodyBytes: 10 }
const BUSY = expect.objectContaining({ code: 'too-many-requests', retryAfterSeconds: 1 })
const FULL = expect.objectContaining({ code: 'too-many-bytes', retryAfterSeconds: 1 })

/** A room at a clock of its own, with requests that note that they gave way. */
function roomAt(startMs = 0) {
  let nowMs = startMs
  const gone: string[] = []
  const room = new GateRoom(LIMITS, () => nowMs)
  return {
    room,
    gone,
    pass: (ms: number) => {
      nowMs += ms
    },
    /** A request that waits from now on. */
    waiting(name: string, bytes = 0): Waiting {
      const giveWay: Waiting['giveWay'] = (error) => {
        gone.push(`${name}: ${error.code}`)
        room.giveBack(name, bytes)
      }
      const request = { sinceMs: 0, giveWay }
      room.wait(request)
      return request
    },
  }
}

it('refuses what it has no room for', () => {
  const { room } = roomAt()
  room.take('a', 4)
  expect(() => room.take('b', 7)).toThrow(FULL)
  room.take('b', 6)
  expect(() => room.take('c', 0)).toThrow(BUSY)
  expect(() => room.takeBytes('a', 1)).toThrow(FULL)
  room.giveBack('b', 6)
  room.takeBytes('a', 6)
})

it('lets the one go that has kept it waiting the longest, and only after two seconds', () => {
  const { room, gone, pass, waiting } = roomAt()
  room.take('a', 5)
  waiting('a', 5)
  pass(1000)
  room.take('b', 5)
  waiting('b', 5)
  pass(999)
  expect(() => room.take('c', 0)).toThrow(BUSY)
  pass(1)
  room.take('c', 5)
  expect(gone).toEqual(['a: too-many-requests'])
  expect(() => room.takeBytes('c', 1)).toThrow(FULL)
  pass(1000)
  room.takeBytes('c', 1)
  expect(gone).toEqual(['a: too-many-requests', 'b: too-many-requests'])
})

it('lets nobody go who is not waited for any more, or has just moved', () => {
  const { room, gone, pass, waiting } = roomAt()
  for (const name of ['a', 'b']) room.take(name, 0)
  const [first, second] = [waiting('a'), waiting('b')]
  pass(5000)
  room.goOn(first)
  room.wait(second)
  expect(() => room.take('c', 0)).toThrow(BUSY)
  expect(gone).toEqual([])
})

it('lets nobody go for one who has his share', () => {
  const { room, gone, pass, waiting } = roomAt()
  room.take('a', 0)
  waiting('a')
  room.take('b', 0)
  room.giveBack('b', 0)
  pass(5000)
  room.take('b', 0)
  room.giveBack('a', 0)
  room.take('a', 0)
  expect(gone).toEqual([])
})
