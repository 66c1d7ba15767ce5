import { expect, it } from 'vitest'
import { createClock } from '../../src/aws/clock.ts'
import { signWith } from '../../src/aws/signer.ts'
import { CREDENTIALS } from '../fixtures/start-frankfurt.ts'

const REQUEST = { method: 'GET', host: 'x', path: '/', query: [], headers: {}, sha256: '' }

it('signs with the credentials of its source, by the clock that it shares', async () => {
  const clock = createClock(() => Date.parse('2026-11-29T12:00:00Z'))
  let refused = 0
  const source = { get: async () => CREDENTIALS, invalidate: () => void refused++ }
  const [signer, other] = [signWith(source, clock, 'client'), signWith(source, clock, 'proxy')]
  expect([signer.signsAs, other.signsAs]).toEqual(['client', 'proxy'])
  expect(signer.correctClock('Sun, 29 Nov 2026 13:00:00 GMT')).toBe(true)
  expect(await other.inRegion('eu-west-1')(REQUEST)).toMatchObject({
    'x-amz-date': '20261129T130000Z',
    authorization: expect.stringContaining(`Credential=${CREDENTIALS.accessKeyId}/20261129/eu-west-1/bedrock/`),
  })
  signer.invalidate()
  expect(refused).toBe(1)
})

it('signs streams for a Region', async () => {
  const source = { get: async () => CREDENTIALS, invalidate: () => undefined }
  const { headers } = await signWith(source, createClock(), 'proxy').streamInRegion('eu-west-1')(REQUEST)
  expect(headers.authorization).toContain('/eu-west-1/bedrock/')
})
