import { expect, it } from 'vitest'
import { judgeAims } from '../../../bench/report/aims.ts'
import { sampleReport } from './sample-report.ts'

it('judges the figures of the proxy itself, and only tells where there is nothing to judge', () => {
  const judged = judgeAims(sampleReport())
  expect(judged.map(({ figure, verdict }) => [figure, verdict])).toEqual([
    [0.6, 'missed'],
    [1.5, 'reached'],
    [1.3, 'reached'],
    [1.9, 'told'],
    ...Array(3).fill([undefined, 'not measured']),
    [201, 'missed'],
    [64, 'reached'],
    [50, 'reached'],
    [1.5, 'missed'],
    [undefined, 'not measured'],
  ])
})
