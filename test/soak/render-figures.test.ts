import { expect, it } from 'vitest'
import { describeMachine } from '../../bench/measure/machine.ts'
import { renderFigures } from '../../soak/render-figures.ts'
import { GOOD_FIGURES } from './sample-figures.ts'

it('The machine, the traffic in its order and the figures are printed', () => {
  const text = renderFigures(GOOD_FIGURES, describeMachine())
  expect(text).toContain(`Node ${process.version}`)
  expect(text.indexOf('small Converse')).toBeLessThan(text.indexOf('event stream'))
  expect(text).toMatch(/^small Converse +600 +200: 598, 503: 2$/m)
  expect(text).toMatch(/^requests per second +17$/m)
  expect(text).toMatch(/^resident MB, after a rest +141$/m)
})
