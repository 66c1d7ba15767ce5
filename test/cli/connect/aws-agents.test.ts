import { expect, it } from 'vitest'
import { AWS_AGENTS, awsEnvironment, isTls, proofFor, rivals } from '../../../src/cli/connect/aws-agents.ts'
import { CONNECTION, GUARDED } from './sample-connection.ts'

const row = (name: string) => AWS_AGENTS.find((agent) => agent.name === name)

it('the AWS SDKs get a profile of their own, which names a services section', () => {
  const settings = row('aws-sdk')?.file?.settings(CONNECTION)
  expect(settings).toMatchObject({
    'profile bedrock-local': { services: 'bedrock-local' },
    'services bedrock-local': { bedrock_runtime: { endpoint_url: CONNECTION.url } },
  })
  expect(row('aws-sdk')?.file?.env?.(CONNECTION)).toEqual({ AWS_PROFILE: 'bedrock-local' })
})

it('the profile names both services under every spelling that an SDK looks for, and holds the keys itself', () => {
  const endpoint = { endpoint_url: GUARDED.url }
  expect(row('aws-sdk')?.file?.settings(GUARDED)).toEqual({
    'profile bedrock-local': {
      region: GUARDED.region,
      services: 'bedrock-local',
      aws_access_key_id: GUARDED.keyPair.accessKeyId,
      aws_secret_access_key: GUARDED.keyPair.secretAccessKey,
    },
    'services bedrock-local': { bedrock_runtime: endpoint, 'bedrock-runtime': endpoint, bedrock: endpoint },
  })
})

it('what an SDK takes before the profile is not to be set', () => {
  expect(row('aws-sdk')?.file?.unset?.(CONNECTION)).toEqual(
    expect.arrayContaining(['AWS_BEARER_TOKEN_BEDROCK', 'AWS_ACCESS_KEY_ID', 'AWS_SESSION_TOKEN']),
  )
})

it('a key pair goes with http, the token itself with https', () => {
  expect(proofFor(GUARDED)).toEqual({
    AWS_ACCESS_KEY_ID: GUARDED.keyPair.accessKeyId,
    AWS_SECRET_ACCESS_KEY: GUARDED.keyPair.secretAccessKey,
  })
  const behindTls = { ...GUARDED, url: 'https://proxy.example' }
  expect([isTls(behindTls.url), proofFor(behindTls), rivals(behindTls)]).toEqual([
    true,
    { AWS_BEARER_TOKEN_BEDROCK: GUARDED.token },
    [],
  ])
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
