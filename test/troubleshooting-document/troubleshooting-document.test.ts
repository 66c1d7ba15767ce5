import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { OWN_MESSAGES, type OwnMessage } from './own-messages.ts'
import { START_MESSAGES } from './start-messages.ts'
import { troubleshootingMarkdown } from './troubleshooting-markdown.ts'
import { OTHER_ANSWERS } from './way-messages.ts'

const ROOT = join(import.meta.dirname, '../..')
const SOURCES = readdirSync(join(ROOT, 'src'), { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts'))
  .map((path) => readFileSync(join(ROOT, 'src', path), 'utf8'))

const QUOTED: readonly OwnMessage[] = [...Object.values(OWN_MESSAGES).flat(), ...OTHER_ANSWERS, ...START_MESSAGES]

/** True where one file has the pieces of a message one after the other, and in between what differs. */
function isSaid(message: string): boolean {
  const pieces = message.split('…').map((piece) => piece.trim())
  return SOURCES.some((source) => {
    let from = 0
    return pieces.every((piece) => {
      const at = source.indexOf(piece, from)
      from = at + piece.length
      return at >= 0
    })
  })
}

describe('docs/troubleshooting.md', () => {
  it('is what the tables say; where it is not, `npm run docs` writes it anew', async () => {
    await expect(troubleshootingMarkdown()).toMatchFileSnapshot(join(ROOT, 'docs/troubleshooting.md'))
  })

  it.each(QUOTED)('quotes "$says" as the proxy says it', ({ says }) => expect(isSaid(says)).toBe(true))

  it('has something for each code of an error; what is said without credentials has a part of its own', () => {
    const silent = Object.entries(OWN_MESSAGES).filter(([, messages]) => messages.length === 0)
    expect(silent.map(([code]) => code)).toEqual(['no-credentials'])
  })

  it('has each message under one heading', () => {
    const headings = Array.from(troubleshootingMarkdown().matchAll(/^### .*$/gm), ([heading]) => heading)
    expect(headings.length).toBeGreaterThan(100)
    expect(headings.filter((heading, index) => headings.indexOf(heading) !== index)).toEqual([])
  })
})
