import { expect, it } from 'vitest'
import { AWS_AGENTS, awsEnvironment } from '../../../src/cli/connect/aws-agents.ts'
import { CONNECTION } from './sample-connection.ts'

const row = (name: string) => AWS_AGENTS.find((agent) => agent.name === name)

it('the AWS SDKs get a profile of their own, which names a services section', () => {
  const settings = row('aws-sdk')?.file?.settings(CONNECTION)
  expect(settings).toMatchObject({
    'profile bedrock-local': { services: 'bedrock-local' },
    'services bedrock-local': { bedrock_runtime: { endpoint_url: CONNECTION.url } },
  })
  expect(row('aws-sdk')?.file?.env?.(CONNECTION)).toMatchObject({ AWS_PROFILE: 'bedrock-local' })
})

it('the Region is given under both names', () => {
  const { region } = CONNECTION
  expect(awsEnvironment(CONNECTION)).toMatchObject({ AWS_REGION: region, AWS_DEFAULT_REGION: region })
})

it('the SDK for Go gets keys, for it sends no bearer token over http', () => {
  const env = row('aws-sdk-go')?.env?.(CONNECTION)
  expect(env).toMatchObject({ AWS_ACCESS_KEY_ID: 'local', AWS_SECRET_ACCESS_KEY: 'local' })
  expect(env).not.toHaveProperty('AWS_BEARER_TOKEN_BEDROCK')
})
