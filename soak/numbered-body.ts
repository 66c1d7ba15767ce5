import type { Traffic } from './traffic-table.ts'

/** Sizes between the least and the greatest come round, the same in every run. */
const SIZE_STEPS = 9

/** The JSON body of a request, with its number in the message. */
export function numberedBody(number: number, { body = {}, bodyBytes }: Traffic): Buffer {
  const withText = (text: string) =>
    JSON.stringify({ ...body, messages: [{ role: 'user', content: [{ type: 'text', text }] }] })
  const text = `soak-${number}.`
  if (!bodyBytes) return Buffer.from(withText(text))
  const [least, greatest] = bodyBytes
  const size = least + ((greatest - least) * (number % SIZE_STEPS)) / (SIZE_STEPS - 1)
  return Buffer.from(withText(text + 'a'.repeat(Math.round(size))))
}

/** Far behind every other key of the bodies above. */
const NUMBER_WITHIN_BYTES = 512

/** The number in a body that arrived upstream; undefined where there is none. */
export function numberIn(body: Buffer): number | undefined {
  const [, digits] = /soak-(\d+)\./.exec(body.toString('latin1', 0, NUMBER_WITHIN_BYTES)) ?? []
  return digits === undefined ? undefined : Number(digits)
}
