import { h, type JSX, type TargetedSubmitEvent } from 'preact'
import type { Model } from '../page-model.ts'

/** Asks for the client token, where the proxy asks its clients for one. */
export function TokenView({
  model: { tokenPrompt },
  onToken,
}: {
  readonly model: Model
  readonly onToken: (token: string) => void
}): JSX.Element {
  const onSubmit = (event: TargetedSubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    const token = String(new FormData(event.currentTarget).get('token') ?? '').trim()
    if (token !== '') onToken(token)
  }
  const isUnknown = tokenPrompt === 'unknown-token'
  return h('main', { class: 'token' }, [
    h('h1', null, [h('img', { src: '/-/icon.svg', alt: '', width: 24, height: 24 }), 'bedrock-profile-proxy']),
    h('form', { onSubmit }, [
      h('label', { for: 'token' }, 'Client token'),
      h('input', {
        id: 'token',
        name: 'token',
        type: 'password',
        autocomplete: 'off',
        spellcheck: false,
        autoFocus: true,
        required: true,
        'aria-describedby': 'token-help',
        'aria-invalid': isUnknown,
      }),
      isUnknown && h('p', { class: 'bad', role: 'alert' }, 'The proxy does not know this token.'),
      h('p', { id: 'token-help' }, HELP),
      h('button', { type: 'submit', class: 'primary' }, 'Show what the proxy does'),
    ]),
  ])
}

const HELP =
  'This proxy asks its clients for a token (BEDROCK_PROXY_CLIENT_TOKEN), and this page as well. It is kept for this tab alone and sent in a header.'
