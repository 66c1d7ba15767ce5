import {
  BedrockClient,
  GetFoundationModelCommand,
  GetInferenceProfileCommand,
  ListFoundationModelsCommand,
  ListInferenceProfilesCommand,
} from '@aws-sdk/client-bedrock'
import { describe, expect, it, onTestFinished } from 'vitest'
import { PROFILE } from '../fixtures/model-requests.ts'
import { startPair } from '../fixtures/start-pair.ts'

/** What Claude Code asks first, with the AWS SDK as the client. */
describe.each([false, true])('Discovery through the proxy (control plane denied: %s)', (isDenied) => {
  it('lists profiles and models, and shows one', async () => {
    const { bedrock, simulator } = await startClient(isDenied)
    const listed = await bedrock.send(new ListInferenceProfilesCommand({ typeEquals: 'SYSTEM_DEFINED' }))
    expect(listed.inferenceProfileSummaries?.map(({ inferenceProfileId }) => inferenceProfileId)).toContain(PROFILE)
    const one = await bedrock.send(new GetInferenceProfileCommand({ inferenceProfileIdentifier: PROFILE }))
    expect(one).toMatchObject({ inferenceProfileId: PROFILE, status: 'ACTIVE' })
    expect(one.models?.[0]?.modelArn).toMatch(/foundation-model\/anthropic\.claude-sonnet-4-6$/)
    const models = await bedrock.send(new ListFoundationModelsCommand({ byProvider: 'anthropic' }))
    expect(models.modelSummaries?.map(({ modelId }) => modelId)).toContain('anthropic.claude-sonnet-4-6')
    const model = await bedrock.send(new GetFoundationModelCommand({ modelIdentifier: 'anthropic.claude-sonnet-4-6' }))
    expect(model.modelDetails?.modelId).toBe('anthropic.claude-sonnet-4-6')
    expect(simulator.requests.map(({ signature }) => signature)).toEqual(Array(4).fill('verified'))
  })
})

it('No other operation of the control plane is signed', async () => {
  const { proxy, simulator } = await startPair()
  for (const path of [
    '/guardrails',
    '/custom-models',
    '/inference-profiles/a/b',
    '/model-invocation-jobs',
    '/logging/modelinvocations',
  ]) {
    expect((await fetch(proxy.url + path)).status).toBe(404)
  }
  const body = { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' }
  expect((await fetch(`${proxy.url}/inference-profiles`, body)).status).toBe(404)
  expect((await fetch(`${proxy.url}/inference-profiles/${PROFILE}`, { method: 'DELETE' })).status).toBe(404)
  expect((await fetch(`${proxy.url}/listTagsForResource`, body)).status).toBe(404)
  expect(simulator.requests).toEqual([])
})

async function startClient(isDenied: boolean) {
  const { proxy, simulator } = await startPair()
  if (isDenied) simulator.troubleControlPlane('denied')
  const bedrock = new BedrockClient({
    endpoint: proxy.url,
    region: 'eu-central-1',
    credentials: { accessKeyId: 'anybody', secretAccessKey: 'anything' },
  })
  onTestFinished(() => bedrock.destroy())
  return { bedrock, simulator }
}
