import { describe, expect, it } from 'vitest'
import type { ResponseSink, UpstreamResponse } from '../../../src/proxy/exchange.ts'
import type { NoAnswer, Remedy } from '../../../src/proxy/sending/attempt.ts'
import { mend, possibleRemedies } from '../../../src/proxy/sending/mend.ts'
import { readAll, respond } from '../../fixtures/respond.ts'
import { scriptBedrock } from '../../fixtures/scripted-bedrock.ts'

/** A row as a later one may be: it changes the request itself, tells of it and remembers. */
const REPAIR: Remedy = {
  name: 'repair',
  statuses: [400],
  words: { maxBytes: 100, match: (text) => text.includes('top_k') },
  atMost: 3,
  needsBody: true,
  next: ({ attempt }) => ({
    ...attempt,
    incoming: { ...attempt.incoming, headers: { 'anthropic-beta': 'none' } },
    told: { 'x-bedrock-proxy-repaired': 'field=top_k' },
  }),
}
const NEVER: Remedy = { name: 'never', statuses: [400], atMost: 1, needsBody: true, next: () => undefined }

function throwing(): never {
  throw new Error('instead')
}

describe('mend', () => {
  it('lets a row change anything about the next attempt, and tell of it', async () => {
    const seen = see(respond({ status: 400, body: 'top_k: no' }))
    const { next, outcome } = await mend(seen, [NEVER, REPAIR])
    expect(next).toMatchObject({
      incoming: { headers: { 'anthropic-beta': 'none' } },
      told: { 'x-bedrock-proxy-repaired': 'field=top_k' },
    })
    expect(seen.history.remedies).toEqual(['repair'])
    expect(readAll(outcome as UpstreamResponse).text).toBe('top_k: no')
  })

  it('leaves an answer that no row recognises by its words as it is', async () => {
    const { next, recognised, outcome } = await mend(see(respond({ status: 400, body: 'other' })), [REPAIR])
    expect([next, recognised]).toEqual([undefined, []])
    expect(readAll(outcome as UpstreamResponse).text).toBe('other')
  })

  it('takes a row as often as it says', async () => {
    const seen = see(respond({ status: 400, body: 'top_k' }))
    seen.history.remedies.push('repair', 'repair', 'repair')
    const { recognised, next } = await mend(seen, [REPAIR])
    expect([recognised, next]).toEqual([[REPAIR], undefined])
  })

  it('asks no further row where what was learned shows that one cannot help', async () => {
    const next = () => expect.unreachable()
    expect(await mend(see(respond({ status: 400 })), [{ ...NEVER, learn: () => false, next }])).not.toHaveProperty(
      'next',
    )
  })

  it.each<[string, Remedy['next']]>([
    ['at once', () => throwing()],
    ['in a while', async () => throwing()],
  ])('lets the rest of an answer go by in the place of which a row throws an error, %s', async (_, next) => {
    const taken: ResponseSink[] = []
    const outcome = { ...respond({ status: 400 }), pipeTo: (sink: ResponseSink) => void taken.push(sink) }
    await expect(mend(see(outcome), [{ ...NEVER, next }])).rejects.toThrow('instead')
    expect(taken).toHaveLength(1)
  })

  it('keeps a body while a row waits, although its words were not asked for', async () => {
    const attempt = scriptBedrock({}).first()
    const waits = async () => {
      await new Promise(setImmediate)
      return undefined
    }
    let sinks = 0
    const response = respond({ status: 400, body: 'kept' })
    const counted = {
      ...response,
      pipeTo(sink: ResponseSink) {
        sinks++
        response.pipeTo(sink)
      },
    }
    const mended = await mend({ attempt, history: { sends: 1, tried: [], remedies: [] }, outcome: counted }, [
      { ...NEVER, next: waits },
    ])
    expect(sinks).toBe(1)
    expect(readAll(mended.outcome as UpstreamResponse)).toMatchObject({ text: 'kept', ending: 'end' })
  })
})

it.each([201, 206, 301, 405, 409])('A %i asks no row at all', (status) => {
  expect(possibleRemedies(see(respond({ status })))).toEqual([])
})

it('The answer to nearly every request asks no row for its words', () => {
  const headers = { 'content-type': 'application/json', 'content-length': '2000' }
  expect(possibleRemedies(see(respond({ headers })))).toEqual([])
  expect(possibleRemedies(see(respond({ headers: { 'content-type': 'application/vnd.amazon.eventstream' } })))).toEqual(
    [],
  )
})

function see(outcome: UpstreamResponse | NoAnswer) {
  return { attempt: scriptBedrock({}).first(), history: { sends: 1, tried: [], remedies: [] as string[] }, outcome }
}
