import { h, type JSX, type TargetedKeyboardEvent } from 'preact'
import { countText } from '../in-words.ts'
import { type Model, TABS, type Tab } from '../page-model.ts'
import type { ViewProps } from './view-props.ts'

/** What may be looked at; arrow keys go from one to the next. */
export function TabsView({ model, dispatch }: ViewProps): JSX.Element {
  const onKeyDown = (event: TargetedKeyboardEvent<HTMLElement>) => {
    const step = STEPS[event.key]
    if (step === undefined) return
    const tab = TABS[(TABS.indexOf(model.tab) + step + TABS.length) % TABS.length] ?? model.tab
    dispatch({ type: 'tab', tab })
    event.currentTarget.querySelector<HTMLElement>(`#tab-${tab}`)?.focus()
  }
  return h(
    'div',
    { class: 'tabs', role: 'tablist', 'aria-label': 'What to look at', onKeyDown },
    TABS.map((tab) =>
      h(
        'button',
        {
          key: tab,
          type: 'button',
          role: 'tab',
          id: `tab-${tab}`,
          'aria-controls': `panel-${tab}`,
          'aria-selected': tab === model.tab,
          tabIndex: tab === model.tab ? 0 : -1,
          onClick: () => dispatch({ type: 'tab', tab }),
        },
        [TITLES[tab], h('span', { class: 'count' }, countOf(tab, model))],
      ),
    ),
  )
}

const STEPS: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1 }
const TITLES: Readonly<Record<Tab, string>> = { requests: 'Requests', models: 'Models', learned: 'Learned' }

function countOf(tab: Tab, { requests, models, state }: Model): string | undefined {
  const counts: Readonly<Record<Tab, number | undefined>> = {
    requests: requests.length,
    models: models?.length,
    learned: state?.learned.length,
  }
  const count = counts[tab]
  return count === undefined ? undefined : countText(count)
}
