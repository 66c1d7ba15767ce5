import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { contractMarkdown } from './contract-markdown.ts'
import { CONTRACT_RULES } from './contract-rules.ts'

const ROOT = new URL('../../', import.meta.url)

describe('docs/contract.md', () => {
  it('is what the tables say; where it is not, `npm run docs` writes it anew', async () => {
    await expect(contractMarkdown()).toMatchFileSnapshot(fileURLToPath(new URL('docs/contract.md', ROOT)))
  })

  it.each(CONTRACT_RULES)('says of "$rule" what a test holds', ({ verdict, test }) => {
    if (verdict === 'not done') return expect(test).toBeUndefined()
    const [file = '', title = ''] = test ?? []
    expect(readFileSync(new URL(file, ROOT), 'utf8')).toContain(title)
  })
})
