import { describe, expect, it } from 'vitest'
import { PAGE_ICON, pageDocument } from '../../../src/server/page/page-document.ts'

describe('The document', () => {
  it.each([true, false])('has no inline script, no inline style and nothing of elsewhere; built: %s', (isBuilt) => {
    const html = pageDocument(isBuilt, true)
    expect(html).not.toMatch(/<script(?![^>]* src="\/-\/)|<style| style=| on\w+=|https?:/)
    expect(html).toContain('<html lang="en">')
  })

  it('loads its script and its style', () => {
    expect(pageDocument(true, false)).toContain('src="/-/page.js"')
    expect(pageDocument(true, false)).toContain('href="/-/page.css"')
  })

  it('says whether a token is wanted', () => {
    expect(pageDocument(true, true)).toContain('data-asks-for-token')
    expect(pageDocument(true, false)).not.toContain('token')
  })

  it('says what to do where it is not built', () => {
    expect(pageDocument(false, false)).not.toContain('<script')
    expect(pageDocument(false, false)).toContain('npm run build')
  })
})

it('The icon is a drawing without a script', () => {
  expect(PAGE_ICON).toMatch(/^<svg xmlns=/)
  expect(PAGE_ICON).not.toContain('script')
})
