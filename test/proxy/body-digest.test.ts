import { createHash } from 'node:crypto'
import { expect, it } from 'vitest'
import { BodyDigest } from '../../src/proxy/body-digest.ts'

it.each([[[]], [['one']], [['one', 'two']], [['one', 'two', 'three', '']]])(
  'The digest of %j is that of the joined bytes',
  (texts) => {
    const digest = new BodyDigest()
    for (const text of texts) digest.update(Buffer.from(text))
    expect(digest.digest()).toBe(createHash('sha256').update(texts.join('')).digest('hex'))
  },
)
