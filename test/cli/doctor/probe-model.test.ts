import { describe, expect, it } from 'vitest'
import { probeModel } from '../../../src/cli/doctor/probe-model.ts'
import { CREDENTIALS, startFrankfurt } from '../../fixtures/start-frankfurt.ts'
import { startHttpServer } from '../../fixtures/start-http-server.ts'
import { settingsWith } from '../../fixtures/start-pair.ts'
import { cliContextOf } from '../cli-context-of.ts'

const MODEL = 'anthropic.claude-sonnet-4-6'

async function probe(endpoint: string, model = MODEL) {
  const env = { AWS_BEARER_TOKEN_BEDROCK: 'bedrock-api-key-example' }
  const settings = settingsWith({ runtimeEndpoint: endpoint, controlPlaneEndpoint: endpoint })
  return probeModel(model, settings, cliContextOf({ env }))
}

it('one token proves an invocation, under the ID that goes upstream', async () => {
  const { url, requests } = await startFrankfurt()
  expect(await probe(url)).toEqual({ status: 'ok', finding: `${MODEL} answered, as eu.${MODEL}` })
  expect(requests.map(({ operation }) => operation)).toEqual(['Converse'])
  expect(JSON.parse(String(requests[0]?.body)).inferenceConfig).toEqual({ maxTokens: 1 })
  expect(JSON.stringify(requests)).not.toContain(CREDENTIALS.secretAccessKey)
})

describe('a refusal', () => {
  const refusing = (status: number, exception: string, message: string) =>
    startHttpServer((_, response) => {
      response.writeHead(status, { 'content-type': 'application/json', 'x-amzn-errortype': exception })
      response.end(JSON.stringify({ message }))
    })

  it('is read: which action, on which Region, by which kind of policy; no account and nobody is named', async () => {
    const message =
      'User: arn:aws:sts::123456789012:assumed-role/agents/me is not authorized to perform: bedrock:InvokeModel on resource: arn:aws:bedrock:eu-north-1::foundation-model/x with an explicit deny in a service control policy'
    const found = await probe(await refusing(403, 'AccessDeniedException', message))
    expect(found).toMatchObject({
      status: 'failed',
      finding: `403 AccessDeniedException for eu.${MODEL}. A service control policy of the organisation denies bedrock:InvokeModel on a foundation-model in eu-north-1.`,
      remedy: expect.stringContaining('--allow-destinations'),
    })
    expect(JSON.stringify(found)).not.toMatch(/123456789012|assumed-role/)
  })

  it('for a quota says which one', async () => {
    const found = await probe(
      await refusing(429, 'ThrottlingException', 'Too many tokens per day, please wait before trying again.'),
    )
    expect(found).toMatchObject({ status: 'failed', finding: expect.stringContaining('for this day are used up') })
  })

  it('in words that nobody knows is told as it is, without accounts', async () => {
    const found = await probe(await refusing(400, 'ValidationException', 'Something of 123456789012 is new.'))
    expect(found).toEqual({ status: 'failed', finding: 'Something of …9012 is new.' })
  })

  it('of the proxy itself is told as well', async () => {
    const { url } = await startFrankfurt()
    expect(await probe(url, '../x')).toMatchObject({ status: 'failed' })
  })
})
