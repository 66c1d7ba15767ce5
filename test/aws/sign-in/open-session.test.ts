import { Agent } from 'node:http'
import { expect, it, onTestFinished } from 'vitest'
import { openSession } from '../../../src/aws/sign-in/open-session.ts'
import { createSessions } from '../../../src/simulator/sts/sessions.ts'
import { startSts } from '../../../src/simulator/sts/start-sts.ts'
import { CREDENTIALS } from '../../fixtures/start-frankfurt.ts'

const ARN = 'arn:aws:iam::123456789012:role/clients'

it("A session has the client's name, its tags with its name among them, and lasts an hour", async () => {
  const now = Date.parse('2026-11-29T12:00:00Z')
  const sessions = createSessions(() => now)
  const roles = [{ arn: ARN, externalId: 'proxy/1' }]
  const sts = await startSts({ credentials: CREDENTIALS, roles, sessions })
  onTestFinished(() => sts.close())
  const httpAgent = new Agent()
  onTestFinished(() => httpAgent.destroy())
  const session = await openSession({
    client: 'laptop',
    role: { roleArn: ARN, externalId: 'proxy/1', tags: new Map([['team', 'search ads']]) },
    own: CREDENTIALS,
    clientConfig: { region: 'eu-central-1', endpoint: sts.url, requestHandler: { httpAgent } },
  })
  const [opened] = sessions.all
  expect(opened).toMatchObject({ name: 'laptop', roleArn: ARN, tags: { client: 'laptop', team: 'search ads' } })
  expect(session).toEqual({ ...opened?.credentials, expiration: new Date(now + 3_600_000), credentialScope: undefined })
})
