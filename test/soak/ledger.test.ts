import { expect, it } from 'vitest'
import { compareArrivals, createLedger, type Ending } from '../../soak/ledger.ts'
import { numberedBody } from '../../soak/numbered-body.ts'
import type { Traffic } from '../../soak/traffic-table.ts'
import type { SimulatedRequest } from '../../src/simulator/simulated-request.ts'
import { respondedRequest } from './responded-request.ts'

const RESET = { kind: 'reset-before-head' } as const
const KIND: Traffic = { name: 'a kind', share: 100, target: '/', endings: ['200'] }
const answered = (attempts: number | undefined, bytes = 10): Ending => ({
  kind: 'answered',
  status: 200,
  attempts,
  bytes,
})
const left: Ending = { kind: 'left', attempts: undefined, error: 'gone' }

/** What is found of one request that arrived so many times. */
function figuresOf(times: number, ending: Ending, kind: Traffic = KIND) {
  const ledger = createLedger(() => kind)
  const number = ledger.begin()
  for (let i = 0; i < times; i++) ledger.arrived(requestOf(number))
  ledger.end(number, ending)
  return ledger.figures()
}

function requestOf(number: number): SimulatedRequest {
  return respondedRequest(numberedBody(number, KIND), 10)
}

it.each<[string, number, Ending, { lost: number; doubled: number }]>([
  ['arrived once, as was told', 1, answered(1), { lost: 0, doubled: 0 }],
  ['arrived twice, as was told', 2, answered(2), { lost: 0, doubled: 0 }],
  ['never arrived, and was answered', 0, answered(1), { lost: 1, doubled: 0 }],
  ['arrived twice, and once was told', 2, answered(1), { lost: 0, doubled: 1 }],
  ['never arrived, and nothing was told of a success', 0, answered(undefined), { lost: 1, doubled: 0 }],
  ['never arrived, and its client had left', 0, left, { lost: 0, doubled: 0 }],
  ['arrived twice, and its client had left', 2, left, { lost: 0, doubled: 0 }],
  ['arrived three times, and its client had left', 3, left, { lost: 0, doubled: 1 }],
])('A request that %s, is judged', (_, times, ending, expected) => {
  expect(figuresOf(times, ending)).toMatchObject(expected)
})

it('A request that was to be refused must not arrive', () => {
  const refused: Traffic = { ...KIND, endings: ['403'], isRefused: true }
  const ending: Ending = { kind: 'answered', status: 403, attempts: undefined, bytes: 10 }
  expect(figuresOf(0, ending, refused)).toMatchObject({ doubled: 0, unexpected: [] })
  expect(figuresOf(1, ending, refused)).toMatchObject({ doubled: 1 })
})

it('An answer with other bytes than were sent is noticed', () => {
  expect(figuresOf(1, answered(1, 10)).truncated).toBe(0)
  expect(figuresOf(1, answered(1, 9)).truncated).toBe(1)
})

it('An ending that the table does not list is told with its reason', () => {
  expect(figuresOf(1, { kind: 'broken', attempts: 1, error: 'ECONNRESET' })).toMatchObject({
    traffic: [{ name: 'a kind', requests: 1, endings: { broken: 1 } }],
    unexpected: ['Request 0 (a kind) ended with broken (ECONNRESET), not with 200.'],
  })
})

it('Each arrival has its own fault, and the third has none', () => {
  const ledger = createLedger(() => ({ ...KIND, faults: [RESET, { kind: 'close-idle' }] }))
  const number = ledger.begin()
  expect([1, 2, 3].map(() => ledger.arrived(requestOf(number))?.kind)).toEqual([RESET.kind, 'close-idle', undefined])
})

it('What the upstream still answers is open, and what was never sent is not counted', async () => {
  const ledger = createLedger(() => KIND)
  const number = ledger.begin()
  let close = () => {}
  const closed = new Promise<void>((resolve) => {
    close = resolve
  })
  ledger.arrived({ ...requestOf(number), closed })
  expect(ledger.arrived(requestOf(99))).toBeUndefined()
  expect(ledger.figures().openUpstream).toBe(1)
  close()
  await closed
  expect(ledger.figures().openUpstream).toBe(0)
})

it('Arrivals after the end count as well', () => {
  expect(compareArrivals([1, 2, 0], [1, 1, undefined])).toEqual({ lost: 0, doubled: 1 })
})
