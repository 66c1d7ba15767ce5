import { expect, it, onTestFinished } from 'vitest'
import { assumeRoleAt } from '../../../../src/aws/assume-role.ts'
import { explainSessionFailure } from '../../../../src/aws/sign-in/explain-session-failure.ts'
import { SESSION_TROUBLES, SESSION_UNAVAILABLE } from '../../../../src/aws/sign-in/troubles/client-session-troubles.ts'
import { createUpstreamAgent } from '../../../../src/aws/upstream-connection.ts'
import { createWayOut } from '../../../../src/aws/way-out.ts'
import { openListener } from '../../../../src/simulator/open-listener.ts'
import { createSessions } from '../../../../src/simulator/sts/sessions.ts'
import { startSts } from '../../../../src/simulator/sts/start-sts.ts'
import { CREDENTIALS } from '../../../fixtures/start-frankfurt.ts'
import { freePort } from '../../../fixtures/start-http-server.ts'
import { LOOPBACK_TLS } from '../../loopback-tls.ts'
import { startRefusingProxy } from '../../start-connect-proxy.ts'
import { withSts } from '../scenarios/role-scenarios.ts'

const ARN = 'arn:aws:iam::123456789012:role/clients'
const ROLE = { roleArn: ARN, tags: new Map<string, string>() }

/** What STS, or the way to it, does; and the kind of trouble that comes of it. */
const SCENARIOS: readonly [kind: string, start: () => Promise<string>, proxy?: () => Promise<string>][] = [
  ['session-denied', () => simulated({ arn: `${ARN}-other` })],
  ['session-denied', () => simulated({ arn: ARN, allowsTags: false })],
  ['session-denied', () => simulated({ arn: ARN, externalId: 'another' })],
  ['session-source-refused', () => refusing('InvalidClientTokenId', 403)],
  ['session-invalid', () => refusing('PackedPolicyTooLarge', 400)],
  ['session-region-off', () => refusing('RegionDisabledException', 403)],
  ['session-refused', () => refusing('SomethingNew', 400)],
  ['session-unavailable', () => refusing('Throttling', 400)],
  ['session-unavailable', async () => `http://127.0.0.1:${await freePort()}`],
  ['session-untrusted', startTls],
  ['session-outbound-proxy', async () => 'https://sts.upstream.test', () => startRefusingProxy(407)],
]

it.each(SCENARIOS)('%s', async (kind, start, proxy) => {
  const endpoint = new URL(await start())
  const wayOut = createWayOut(proxy && { HTTPS_PROXY: await proxy() })
  const createAgent = () => createUpstreamAgent(endpoint, wayOut)
  const error = await assumeRoleAt({ endpoint, region: 'eu-central-1', createAgent })('laptop', ROLE, CREDENTIALS).then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  const { trouble } = await explainSessionFailure(error, 'laptop', ROLE)
  expect(trouble.kind).toBe(kind)
  expect(trouble.message).toMatch(/^[A-Z][^.]+the client laptop[^.]*[.] [A-Z].+[.]$/)
  expect(JSON.stringify(trouble)).not.toContain('canary')
})

it('every kind has such a scenario', () => {
  const kinds = [...SESSION_TROUBLES, SESSION_UNAVAILABLE].map(({ kind }) => kind)
  expect(new Set(SCENARIOS.map(([kind]) => kind))).toEqual(new Set(kinds))
})

async function simulated(role: Parameters<typeof startSts>[0]['roles'][number]): Promise<string> {
  const sts = await startSts({ credentials: CREDENTIALS, roles: [role], sessions: createSessions() })
  onTestFinished(() => sts.close())
  return sts.url
}

async function refusing(code: string, status: number): Promise<string> {
  const { AWS_ENDPOINT_URL_STS = '' } = await withSts(code, status)()
  return AWS_ENDPOINT_URL_STS
}

async function startTls(): Promise<string> {
  const { url, close } = await openListener({ port: 0, tls: LOOPBACK_TLS, onRequest: (_, response) => response.end() })
  onTestFinished(close)
  return url
}
