import { h, type JSX } from 'preact'
import { renderToString } from 'preact-render-to-string'
import type { Dispatch, Model } from '../../../src/page/page-model.ts'
import { modelWith } from '../page-requests.ts'

/** The markup of a view of the model. */
export function rendered(
  view: (props: { readonly model: Model; readonly dispatch: Dispatch }) => JSX.Element,
  fields: Partial<Model> = {},
): string {
  return renderToString(h(view, { model: modelWith(fields), dispatch: () => undefined }))
}

/** What a person reads of markup. */
export function textIn(markup: string): string {
  return markup
    .replace(/<[^>]*>/g, ' ')
    .replaceAll('&lt;', '<')
    .replaceAll('&amp;', '&')
    .replaceAll('&quot;', '"')
    .replace(/\s+/g, ' ')
    .trim()
}
