import { h, render } from 'preact'
import type { Asking } from './ask-proxy.ts'
import { followEvents } from './follow-events.ts'
import { createEffects } from './page-effects.ts'
import { initialModel, type PageEvent, TABS, type Tab, update } from './page-model.ts'
import { AppView } from './views/app-view.ts'

/** Where the token is kept: for this tab, until it is closed. */
const TOKEN_KEY = 'bedrock-profile-proxy-token'

const root = document.getElementById('page')
if (root) startPage(root, window)

/** Brings the page to life: what happens goes through `update`, and what it makes is drawn. */
function startPage(root: HTMLElement, window: Window & typeof globalThis): void {
  const { sessionStorage } = window
  const asking: Asking = {
    fetch: (input, init) => window.fetch(input, init),
    token: () => sessionStorage.getItem(TOKEN_KEY) ?? undefined,
  }
  const waiting = createPause()
  const onToken = (token: string) => {
    sessionStorage.setItem(TOKEN_KEY, token)
    waiting.goOn()
  }
  let model = initialModel(Date.now(), tabIn(window.location))
  let isDrawn = true
  const draw = () => {
    isDrawn = true
    render(h(AppView, { model, dispatch, onToken }), root)
  }
  const effects = createEffects(asking, dispatch)
  function dispatch(event: PageEvent): void {
    const before = model
    model = update(before, event)
    if (model === before) return
    if (isDrawn) window.requestAnimationFrame(draw)
    isDrawn = false
    if (model.tab !== before.tab) window.history.replaceState(null, '', `#${model.tab}`)
    effects(before, model)
  }
  root.replaceChildren()
  draw()
  window.setInterval(() => dispatch({ type: 'tick', now: Date.now() }), 1000)
  window.addEventListener('online', waiting.goOn)
  window.addEventListener('keydown', focusField)
  window.addEventListener('hashchange', () => dispatch({ type: 'tab', tab: tabIn(window.location) ?? model.tab }))
  const asksForToken = root.dataset.asksForToken !== undefined
  void followEvents({ ...asking, dispatch, asksForToken, pause: waiting.pause }, new AbortController().signal)
}

/** A slash leads to the field of what is looked at, as in other inspectors. */
function focusField(event: KeyboardEvent): void {
  if (event.key !== '/' || event.target instanceof HTMLInputElement) return
  const field = document.querySelector<HTMLElement>('main input[type="search"]')
  if (!field) return
  event.preventDefault()
  field.focus()
}

function tabIn({ hash }: Location): Tab | undefined {
  return TABS.find((name) => hash === `#${name}`)
}

/** A wait that somebody may cut short. */
function createPause(): { pause: (ms: number) => Promise<void>; goOn: () => void } {
  let goOn = () => {}
  return {
    pause: (ms) =>
      new Promise((resolve) => {
        goOn = resolve
        if (Number.isFinite(ms)) setTimeout(resolve, ms)
      }),
    goOn: () => goOn(),
  }
}
