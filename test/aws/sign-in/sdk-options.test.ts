import { fromTemporaryCredentials } from '@aws-sdk/credential-providers'
import { expect, it, vi } from 'vitest'
import { CLIENT_LIMITS, SILENT } from '../../../src/aws/sign-in/sdk-options.ts'
import { startHttpServer } from '../../fixtures/start-http-server.ts'

const PARAMS = { RoleArn: 'arn:aws:iam::123456789012:role/x', RoleSessionName: 'laptop' }
const KEYS = { accessKeyId: 'AKID', secretAccessKey: 'secret' }

it("AWS's clients give up by these limits, and say nothing", async () => {
  const written = [vi.spyOn(console, 'warn'), vi.spyOn(console, 'error')]
  const endpoint = await startHttpServer(() => undefined)
  const requestHandler = { ...CLIENT_LIMITS, requestTimeout: 50 }
  const clientConfig = { region: 'eu-west-1', endpoint, requestHandler, maxAttempts: 1 }
  const provide = fromTemporaryCredentials({ params: PARAMS, masterCredentials: KEYS, clientConfig, logger: SILENT })
  await expect(provide()).rejects.toMatchObject({ name: 'TimeoutError' })
  for (const spy of written) expect(spy).not.toHaveBeenCalled()
})
