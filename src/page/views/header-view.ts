import { h, type JSX } from 'preact'
import type { Connection, Model } from '../page-model.ts'

const SAID: Readonly<Record<Connection, string>> = {
  connecting: 'Connecting',
  live: 'Live',
  lost: 'Disconnected',
  ended: 'Stopping',
}

/** Which proxy this is, and whether what stands below is of this moment. */
export function HeaderView({ model: { connection, state } }: { readonly model: Model }): JSX.Element {
  return h('header', { class: 'top' }, [
    h('h1', null, [
      h('img', { src: '/-/icon.svg', alt: '', width: 20, height: 20 }),
      'bedrock-profile-proxy',
      h('span', { class: 'version' }, state?.version),
    ]),
    h('p', { class: `connection ${connection}`, role: 'status' }, SAID[connection]),
  ])
}
