import { expect, it } from 'vitest'
import { find, OUT_OF_REACH, patientOf, TODAY } from '../patient-of.ts'

it.each([
  [{ region: 'eu-west-1' }, 'ok', 'eu-west-1, by --region'],
  [{ region: 'eu-centrl-1' }, 'warn', 'does not know eu-centrl-1'],
  [{ region: 'us-east-1', regionIsAssumed: true }, 'warn', 'None is configured; us-east-1 is used.'],
])('the Region of %j is %s', async (settings, status, words) => {
  expect(await find('region', patientOf({ settings }))).toMatchObject({
    status,
    finding: expect.stringContaining(words),
  })
})

it('partition and endpoints are told', async () => {
  expect((await find('endpoints', patientOf())).finding).toBe(
    'Partition aws: https://bedrock-runtime.eu-central-1.amazonaws.com, https://bedrock.eu-central-1.amazonaws.com',
  )
})

it('the outbound proxy is told by its variable, without a password', async () => {
  const proxy = {
    variable: 'HTTPS_PROXY',
    isSecure: false,
    host: 'proxy.corp',
    port: 3128,
    authorization: 'Basic canary',
  }
  const { finding } = await find('outbound-proxy', patientOf({ aws: { proxyTo: () => proxy } }))
  expect(finding).toBe('By HTTPS_PROXY through proxy.corp:3128')
})

it('an endpoint that answers is told as such, and one that does not with what to do', async () => {
  expect(await find('runtime-endpoint', patientOf())).toEqual({
    status: 'ok',
    finding: 'bedrock-runtime.eu-central-1.amazonaws.com answers over TLS',
  })
  const answerOf = () => Promise.reject(OUT_OF_REACH)
  expect(await find('control-plane-endpoint', patientOf({ answerOf }))).toEqual({
    status: 'failed',
    finding: 'The name of the Bedrock endpoint does not resolve.',
    remedy: 'Check the network.',
  })
})

it.each([
  [0, 'ok', 'Within a minute of AWS'],
  [-120_000, 'warn', 'It is 120 s behind AWS.'],
  [400_000, 'failed', 'It is 400 s ahead of AWS'],
])('a clock that is %i ms off is %s', async (offMs, status, words) => {
  const answerOf = async () => ({ date: TODAY.toUTCString(), at: new Date(TODAY.getTime() + offMs) })
  expect(await find('clock', patientOf({ answerOf }))).toMatchObject({
    status,
    finding: expect.stringContaining(words),
  })
})

it('nothing is said of a clock where AWS is out of reach', async () => {
  const answerOf = () => Promise.reject(OUT_OF_REACH)
  expect((await find('clock', patientOf({ answerOf }))).status).toBe('skipped')
})
