import { EventStreamCodec, type MessageHeaders } from '@smithy/eventstream-codec'
import { expect, it } from 'vitest'
import { createEventVerifier } from '../../src/simulator/verify-events.ts'

const codec = new EventStreamCodec(
  (bytes) => Buffer.from(bytes as Uint8Array).toString('utf8'),
  (text) => Buffer.from(text, 'utf8'),
)

/** A chain for service `bedrock`, calculated by hand with openssl from the steps that AWS describes. */
const CREDENTIALS = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY' }
const JUDGE = { credentials: CREDENTIALS, region: 'eu-north-1' }
const SEED = 'e1d8e8c8815e60969f2a34765c9a15945ffc0badbaa4b7e3b163ea19131e949b'
const DATE = new Date('2026-11-22T00:00:00Z')
const CHAIN: readonly [event: string, signature: string][] = [
  ['A', 'ae48c434454cc95feb66e06f209187d9b18e89941f09569d14eefc771b11f5c6'],
  ['', '4f73d12cfe81ff0bec4c7d1188df8a64f9f1b1b78ebbe44dabe796f3f2412fde'],
]

function frame(event: string, signature: string, headers: MessageHeaders = {}): Buffer {
  const envelope = {
    ':date': { type: 'timestamp', value: DATE },
    ':chunk-signature': { type: 'binary', value: Buffer.from(signature, 'hex') },
    ...headers,
  } as const
  return Buffer.from(codec.encode({ headers: envelope, body: Buffer.from(event) }))
}

it('accepts a chain whose signatures were calculated by hand', () => {
  const verify = createEventVerifier(SEED, JUDGE)
  for (const [event, signature] of CHAIN) expect(verify(frame(event, signature), DATE).toString()).toBe(event)
})

const [[EVENT, SIGNATURE] = ['', ''], [END, END_SIGNATURE] = ['', '']] = CHAIN
const WRONG = [
  ['another event', SEED, () => frame('B', SIGNATURE)],
  ['another seed', SIGNATURE, () => frame(EVENT, SIGNATURE)],
  ['an event that is out of its turn', SEED, () => frame(END, END_SIGNATURE)],
  ['another date', SEED, () => frame(EVENT, SIGNATURE, { ':date': { type: 'timestamp', value: new Date(+DATE + 1) } })],
  ['a signature that is cut short', SEED, () => frame(EVENT, SIGNATURE.slice(2))],
  ['no signature', SEED, () => Buffer.from(codec.encode({ headers: {}, body: Buffer.from(EVENT) }))],
] as const

it.each(WRONG)('refuses %s', (_, seed, wrong) => {
  expect(() => createEventVerifier(seed, JUDGE)(wrong(), DATE)).toThrow(
    expect.objectContaining({ code: 'wrong-signature' }),
  )
})

it('refuses another secret', () => {
  const judge = { ...JUDGE, credentials: { ...CREDENTIALS, secretAccessKey: 'another' } }
  expect(() => createEventVerifier(SEED, judge)(frame(EVENT, SIGNATURE), DATE)).toThrow(
    expect.objectContaining({ code: 'wrong-signature' }),
  )
})

it('refuses an event of five minutes ago', () => {
  const later = new Date(+DATE + 5 * 60_000 + 1)
  expect(() => createEventVerifier(SEED, JUDGE)(frame(EVENT, SIGNATURE), later)).toThrow(
    expect.objectContaining({ code: 'wrong-time' }),
  )
})

it('refuses what is no frame', () => {
  expect(() => createEventVerifier(SEED, JUDGE)(Buffer.alloc(20), DATE)).toThrow(
    expect.objectContaining({ code: 'malformed-body' }),
  )
})
