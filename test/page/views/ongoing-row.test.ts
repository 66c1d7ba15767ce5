import { h } from 'preact'
import { renderToString } from 'preact-render-to-string'
import { expect, it } from 'vitest'
import { OngoingRow } from '../../../src/page/views/ongoing-row.ts'
import { NOON } from '../page-requests.ts'
import { textIn } from './rendered.ts'

const time = new Date(NOON).toISOString()

it.each([
  [{ requestedModel: 'a.b' }, '12:00:00 – Converse a.b waits for an answer – – 1 min'],
  [{ requestedModel: 'a.b', status: 200 }, '12:00:00 – Converse a.b is being answered 200 – 1 min'],
  [{}, '12:00:00 – Converse waits for an answer – – 1 min'],
])('says what is under way and for how long: %o', (fields, text) => {
  const ongoing = { id: 1, time, operation: 'Converse', ...fields }
  const markup = renderToString(h(OngoingRow, { ongoing, now: NOON + 61_000 }))
  expect(textIn(markup)).toContain(text)
  expect(markup).not.toContain('<button')
})
