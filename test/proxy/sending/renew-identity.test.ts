import { expect, it } from 'vitest'
import { correctClock, readCredentialsAnew } from '../../../src/proxy/sending/renew-identity.ts'
import { respond } from '../../fixtures/respond.ts'
import { scriptBedrock } from '../../fixtures/scripted-bedrock.ts'

const HISTORY = { sends: 1, tried: [], remedies: [] }

it('has the credentials read anew', () => {
  const bedrock = scriptBedrock({})
  readCredentialsAnew({ attempt: bedrock.first(), history: HISTORY, outcome: respond({ status: 403 }) })
  expect(bedrock.done).toEqual(['credentials read anew'])
})

it.each([true, false])(
  'goes by the date of the answer where that shows that the clock is wrong: %s',
  (isClockWrong) => {
    const bedrock = scriptBedrock({ isClockWrong })
    const outcome = respond({ status: 403, headers: { date: 'Sun, 29 Nov 2026 00:00:00 GMT' } })
    expect(correctClock({ attempt: bedrock.first(), history: HISTORY, outcome })).toBe(isClockWrong)
  },
)
