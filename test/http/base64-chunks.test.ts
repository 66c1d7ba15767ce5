import fc from 'fast-check'
import { expect, it } from 'vitest'
import { fromBase64, toBase64 } from '../../src/http/base64-chunks.ts'
import { checkAsyncProperty } from '../fixtures/check-property.ts'

it('encodes and decodes bytes that come in any chunks', async () => {
  const chunks = fc.array(
    fc.uint8Array({ maxLength: 9 }).map((bytes) => Buffer.from(bytes)),
    { maxLength: 6 },
  )
  await checkAsyncProperty(
    fc.asyncProperty(chunks, async (some) => {
      const whole = Buffer.concat(some)
      const encoded = await toBase64(some)
      expect(Buffer.concat(encoded).toString()).toBe(whole.toString('base64'))
      expect(Buffer.concat(await fromBase64(encoded)).equals(whole)).toBe(true)
    }),
    200,
  )
})

it('passes over what is no letter, wherever it is cut', async () => {
  const bytes = Buffer.from([0xff, 0xff, 0xfe, 0x3f, 0xff])
  const text = Buffer.from(bytes.toString('base64').replaceAll('/', ' \\/\n'))
  for (let cut = 0; cut <= text.length; cut++) {
    const decoded = await fromBase64([text.subarray(0, cut), text.subarray(cut)])
    expect(Buffer.concat(decoded).equals(bytes)).toBe(true)
  }
})

it('takes long bytes in pieces', async () => {
  const long = Buffer.alloc(3_000_000, 'some text')
  const encoded = await toBase64([long])
  expect(Math.max(...encoded.map(({ length }) => length))).toBeLessThan(100_000)
  expect(Buffer.concat(await fromBase64(encoded)).equals(long)).toBe(true)
})
