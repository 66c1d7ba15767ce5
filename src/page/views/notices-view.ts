import { h, type JSX } from 'preact'
import type { Model } from '../page-model.ts'

/** What keeps the proxy from serving, and the page from being told. */
export function NoticesView({ model }: { readonly model: Model }): JSX.Element {
  const notices = [...connectionNotices(model), ...Object.values(model.state?.problems ?? {}), ...catalogNotices(model)]
  return h(
    'div',
    { class: 'notices', 'aria-live': 'polite' },
    notices.map((text) => h('p', { class: 'notice', key: text }, text)),
  )
}

function connectionNotices({ connection, refusal, state }: Model): string[] {
  if (refusal !== undefined) return [refusal]
  if (connection === 'ended')
    return ['The proxy is stopping. What stands here is the last that it told; this page looks for it again.']
  if (connection !== 'lost') return []
  const kept = state === undefined ? '' : ' What stands here is the last that it told.'
  return [`The proxy does not answer.${kept} This page tries again every few seconds.`]
}

function catalogNotices({ state }: Model): string[] {
  return (state?.catalogs ?? []).flatMap(({ region, problem }) =>
    problem === undefined
      ? []
      : [`AWS did not list all of ${region} when it was last asked (${problem}); an older catalog serves on.`],
  )
}
