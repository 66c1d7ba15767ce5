import { expect, it } from 'vitest'
import { lifecycleOf } from '../../src/catalog/model-lifecycle.ts'

const NOW = '2026-11-22T12:00:00.000Z'
const listed = (endOfLifeTime?: string | null) => ({
  modelId: 'a.m',
  modelLifecycle: { status: 'LEGACY', ...(endOfLifeTime !== undefined && { endOfLifeTime }) },
})

it.each([
  ['AWS says that it ends', listed('2027-01-08T00:00:00Z'), undefined, { endOfLife: '2027-01-08' }],
  [
    'AWS says that it has ended',
    listed('2026-11-22T00:00:00Z'),
    undefined,
    { endOfLife: '2026-11-22', hasEnded: true },
  ],
  ['AWS has extended it', listed('2027-01-08T00:00:00Z'), '2026-01-01', { endOfLife: '2027-01-08' }],
  ['AWS has cut it short', listed('2026-11-01T00:00:00Z'), '2027-01-01', { endOfLife: '2026-11-01', hasEnded: true }],
  ['AWS gives its date with an offset', listed('2027-01-08T00:00:00+02:00'), undefined, { endOfLife: '2027-01-07' }],
  ['AWS still lists it after the documented end', listed(), '2026-01-01', { endOfLife: '2026-01-01' }],
  ['AWS gives no lifecycle', { modelId: 'a.m' }, '2026-01-01', { endOfLife: '2026-01-01' }],
  ['AWS gives a date that is none', listed('soon'), '2026-01-01', { endOfLife: '2026-01-01' }],
  ['AWS gives null', listed(null), undefined, {}],
  ['AWS lists it no more, after its end', undefined, '2026-11-21', { endOfLife: '2026-11-21', hasEnded: true }],
  ['AWS lists it no more, on its last day', undefined, '2026-11-22', { endOfLife: '2026-11-22' }],
  ['nobody knows an end', undefined, undefined, {}],
])('%s', (_, summary, documented, lifecycle) => {
  expect(lifecycleOf(summary, documented, NOW)).toEqual(lifecycle)
})
