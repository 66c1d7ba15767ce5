import { describe, expect, it } from 'vitest'
import { PAGE_ICON, pageDocument } from '../../../src/server/page/page-document.ts'

describe('The document', () => {
  it.each([true, false])('has no inline script, no inline style and nothing of elsewhere; built: %s', (isBuilt) => {
    const html = pageDocument(isBuilt)
    expect(html).not.toMatch(/<script(?![^>]* src="\/-\/)|<style| style=| on\w+=|https?:/)
    expect(html).toContain('<html lang="en">')
  })

  it('loads its script and its style', () => {
    expect(pageDocument(true)).toContain('src="/-/page.js"')
    expect(pageDocument(true)).toContain('href="/-/page.css"')
  })

  it('says what to do where it is not built', () => {
    expect(pageDocument(false)).not.toContain('<script')
    expect(pageDocument(false)).toContain('npm run build')
  })
})

it('The icon is a drawing without a script', () => {
  expect(PAGE_ICON).toMatch(/^<svg xmlns=/)
  expect(PAGE_ICON).not.toContain('script')
})
