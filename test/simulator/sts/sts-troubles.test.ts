import { expect, it } from 'vitest'
import { STS_TROUBLES } from '../../../src/simulator/sts/sts-troubles.ts'

// What the AWS SDK makes of them stands in start-sts.test.ts.
it('has refusals in the XML that SDKs of STS read', () => {
  const { throttled, unavailable } = STS_TROUBLES
  expect(throttled).toMatchObject({ status: 400, headers: { 'content-type': 'text/xml' } })
  expect(String('body' in unavailable && unavailable.body)).toContain('<Type>Receiver</Type>')
})
