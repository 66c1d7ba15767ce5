import { h, type JSX } from 'preact'
import type { Model } from '../page-model.ts'
import { FactsView } from './facts-view.ts'
import { HeaderView } from './header-view.ts'
import { HourView } from './hour-view.ts'
import { LearnedView } from './learned-view.ts'
import { ModelsView } from './models-view.ts'
import { NoticesView } from './notices-view.ts'
import { RequestsView } from './requests-view.ts'
import { TabsView } from './tabs-view.ts'
import { TokenView } from './token-view.ts'
import type { ViewProps } from './view-props.ts'

/** The whole page. `onToken` is told what a person has typed for the client token. */
export function AppView(props: ViewProps & { readonly onToken: (token: string) => void }): JSX.Element {
  const { model, onToken } = props
  if (model.tokenPrompt !== 'not-wanted') return h(TokenView, { model, onToken })
  return h('div', { class: 'app' }, [
    h(HeaderView, { key: 'header', model }),
    h(NoticesView, { key: 'notices', model }),
    h(FactsView, { key: 'facts', model }),
    h(HourView, { key: 'hour', model }),
    h(TabsView, { key: 'tabs', ...props }),
    h(
      'main',
      { key: 'main' },
      h(
        'div',
        { role: 'tabpanel', id: `panel-${model.tab}`, 'aria-labelledby': `tab-${model.tab}` },
        h(PANELS[model.tab], props),
      ),
    ),
  ])
}

const PANELS: Readonly<Record<Model['tab'], (props: ViewProps) => JSX.Element>> = {
  requests: RequestsView,
  models: ModelsView,
  learned: LearnedView,
}
