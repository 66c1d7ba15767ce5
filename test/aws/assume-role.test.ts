import { Agent } from 'node:http'
import { expect, it, onTestFinished } from 'vitest'
import { assumeRoleAt } from '../../src/aws/assume-role.ts'
import { createUpstreamAgent } from '../../src/aws/upstream-connection.ts'
import { createWayOut } from '../../src/aws/way-out.ts'
import { openListener } from '../../src/simulator/open-listener.ts'
import { createSessions } from '../../src/simulator/sts/sessions.ts'
import { startSts } from '../../src/simulator/sts/start-sts.ts'
import { CREDENTIALS } from '../fixtures/start-frankfurt.ts'
import { LOOPBACK_TLS } from './loopback-tls.ts'
import { behindProxy, startConnectProxy } from './start-connect-proxy.ts'

const ROLE = { roleArn: 'arn:aws:iam::123456789012:role/clients', tags: new Map<string, string>() }

it('Sessions are opened at the endpoint that is given, over few connections, however many come at once', async () => {
  const sessions = createSessions()
  const sts = await startSts({ credentials: CREDENTIALS, roles: [{ arn: ROLE.roleArn }], sessions })
  onTestFinished(() => sts.close())
  const agents: Agent[] = []
  const createAgent = () => {
    const agent = new Agent({ keepAlive: true })
    agents.push(agent)
    return agent
  }
  const assumeRole = assumeRoleAt({ endpoint: new URL(sts.url), region: 'eu-central-1', createAgent })
  expect(agents).toEqual([])
  const clients = Array.from({ length: 30 }, (_, number) => `client-${number}`)
  const opened = await Promise.all(clients.map((client) => assumeRole(client, ROLE, CREDENTIALS)))
  onTestFinished(() => agents[0]?.destroy())
  expect(agents).toHaveLength(1)
  expect(Object.values(agents[0]?.freeSockets ?? {}).flat().length).toBeLessThanOrEqual(10)
  expect(new Set(sessions.all.map(({ name }) => name))).toEqual(new Set(clients))
  expect(new Set(opened.map(({ accessKeyId }) => accessKeyId)).size).toBe(30)
})

it('STS is called through the outbound proxy, and trusted by the same authorities as Bedrock', async () => {
  const sts = await openListener({
    port: 0,
    tls: LOOPBACK_TLS,
    onRequest: (_, response) => response.writeHead(403).end(),
  })
  onTestFinished(() => sts.close())
  const proxy = await startConnectProxy()
  const wayOut = createWayOut({ HTTPS_PROXY: proxy.address }, [LOOPBACK_TLS.cert])
  const endpoint = new URL(behindProxy(sts.url))
  const createAgent = () => createUpstreamAgent(endpoint, wayOut)
  const assumeRole = assumeRoleAt({ endpoint, region: 'eu-central-1', createAgent })
  await expect(assumeRole('laptop', ROLE, CREDENTIALS)).rejects.toMatchObject({ $metadata: { httpStatusCode: 403 } })
  expect(new Set(proxy.targets)).toEqual(new Set([endpoint.host]))
})
