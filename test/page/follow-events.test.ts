import { describe, expect, it } from 'vitest'
import { followEvents } from '../../src/page/follow-events.ts'
import type { PageEvent } from '../../src/page/page-model.ts'
import { stateWith } from './page-requests.ts'

const STATE = stateWith()
const TOLD = `event: state\ndata: ${JSON.stringify(STATE)}\n\nevent: requests\ndata: []\n\nevent: ongoing\ndata: []\n\n`

describe('Following the events', () => {
  it('tells what a stream tells, and comes back at once when it ends', async () => {
    const { events, pauses } = await follow([() => new Response(TOLD), () => new Response(TOLD)])
    const told = [
      { type: 'connection', connection: 'live' },
      { type: 'state', state: STATE },
      { type: 'requests', requests: [] },
      { type: 'ongoing', ongoing: [] },
      { type: 'connection', connection: 'lost' },
    ]
    expect(events).toEqual([...told, ...told])
    expect(pauses).toEqual([500, 500])
  })

  it('knows an end that was announced', async () => {
    const { events } = await follow([() => new Response('event: end\ndata: {}\n\n')])
    expect(events.at(-1)).toEqual({ type: 'connection', connection: 'ended' })
  })

  it('waits longer each time that nobody is there, and at most five seconds', async () => {
    const nobody = () => {
      throw new TypeError('no network')
    }
    const { events, pauses } = await follow(Array.from({ length: 6 }, () => nobody))
    expect(pauses).toEqual([500, 1_000, 2_000, 4_000, 5_000, 5_000])
    expect(events[0]).toEqual({ type: 'connection', connection: 'lost' })
  })

  it('waits for a token where one is wanted, and says whether one was shown', async () => {
    const headers = { 'x-amzn-errortype': 'UnrecognizedClientException' }
    const refuse = () => new Response('{}', { status: 403, headers })
    const { events, pauses } = await follow([refuse], 'wrong')
    expect(events).toEqual([{ type: 'token-wanted', wasShown: true }])
    expect(pauses).toEqual([Number.POSITIVE_INFINITY])
    expect((await follow([refuse])).events).toEqual([{ type: 'token-wanted', wasShown: false }])
  })

  it('asks for a token that is known to be wanted before it asks the proxy', async () => {
    const { events } = await follow([], undefined, true)
    expect(events).toEqual([{ type: 'token-wanted', wasShown: false }])
    expect((await follow([() => new Response(TOLD)], 'secret', true)).events).toHaveLength(5)
  })

  it.each([
    [Response.json({ message: 'As many pages watch as may.' }, { status: 503 }), 'As many pages watch as may.'],
    [new Response('no JSON', { status: 500 }), 'The proxy answered 500.'],
  ])('says why it is refused', async (response, message) => {
    const { events } = await follow([() => response])
    expect(events).toEqual([{ type: 'refused', message }])
  })
})

/** Follows until there is no answer left. */
async function follow(
  answers: (() => Response)[],
  token?: string,
  asksForToken = false,
): Promise<{ events: PageEvent[]; pauses: number[] }> {
  const events: PageEvent[] = []
  const pauses: number[] = []
  const ending = new AbortController()
  const left = [...answers]
  await followEvents(
    {
      fetch: async () => (left.shift() ?? Response.error)(),
      token: () => token,
      asksForToken,
      dispatch: (event) => events.push(event),
      pause: async (ms) => {
        pauses.push(ms)
        if (left.length === 0) ending.abort()
      },
    },
    ending.signal,
  )
  return { events, pauses }
}
