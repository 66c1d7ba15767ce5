import { expect, it } from 'vitest'
import { failoverRemedies } from '../../../src/proxy/sending/failover-remedies.ts'
import { possibleRemedies } from '../../../src/proxy/sending/mend.ts'
import { respond } from '../../fixtures/respond.ts'
import { scriptBedrock } from '../../fixtures/scripted-bedrock.ts'

it('Each row is taken so often, and names what it is', () => {
  const rows = failoverRemedies(4)
  expect(rows.map(({ name, atMost, statuses }) => [name, atMost, statuses])).toEqual([
    ['failover', 4, [429, 503]],
    ['failover', 4, [403, 404]],
    ['failover', 4, [400]],
  ])
})

it('Nothing of a failover is looked at where it is off', () => {
  const attempt = scriptBedrock({}).first()
  for (const status of [400, 403, 404, 429, 503]) {
    const history = { sends: 1, tried: [], remedies: [] }
    const rows = possibleRemedies({ attempt, history, outcome: respond({ status }) })
    expect(rows.filter(({ name }) => name === 'failover')).toEqual([])
  }
})
