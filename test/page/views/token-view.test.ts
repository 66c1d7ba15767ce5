import { h } from 'preact'
import { renderToString } from 'preact-render-to-string'
import { expect, it } from 'vitest'
import { TokenView } from '../../../src/page/views/token-view.ts'
import { modelWith } from '../page-requests.ts'
import { textIn } from './rendered.ts'

it.each([
  ['wanted', false],
  ['unknown-token', true],
] as const)(
  'says where the token is kept, and of one that is not known that it is not: %s',
  (tokenPrompt, isUnknown) => {
    const markup = renderToString(h(TokenView, { model: modelWith({ tokenPrompt }), onToken: () => undefined }))
    expect(textIn(markup)).toContain('kept for this tab alone')
    expect(markup.includes('role="alert"')).toBe(isUnknown)
    expect(markup).toContain('<label for="token">')
  },
)
