import { expect, it } from 'vitest'
import { TabsView } from '../../../src/page/views/tabs-view.ts'
import { requestWith } from '../page-requests.ts'
import { rendered, textIn } from './rendered.ts'

it('counts what each has, and the tab key reaches the one that is looked at', () => {
  const markup = rendered(TabsView, { requests: [requestWith()], models: [], tab: 'models' })
  expect(textIn(markup)).toBe('Requests 1 Models 0 Learned 0')
  expect(markup.match(/tabindex="0"/g)).toHaveLength(1)
  expect(markup).toMatch(/id="tab-models"[^>]* aria-selected="true"/)
})
