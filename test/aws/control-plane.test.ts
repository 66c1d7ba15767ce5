import { describe, expect, it, onTestFinished } from 'vitest'
import { createSigV4 } from '../../src/aws/authenticate.ts'
import { type ControlPlane, createControlPlane } from '../../src/aws/control-plane.ts'
import { ControlPlaneError } from '../../src/aws/control-plane-error.ts'
import { createUpstreamPool } from '../../src/aws/upstream-connection.ts'
import { ProxyError } from '../../src/bedrock/errors.ts'
import { CREDENTIALS, FRANKFURT, startFrankfurt } from '../fixtures/start-frankfurt.ts'
import { startUpstream } from '../fixtures/start-upstream.ts'

const SOURCE = { get: async () => CREDENTIALS, invalidate: () => undefined }
const EVERY_PROFILE = [...FRANKFURT.models.values()].flatMap(({ profiles }) => profiles.map(({ id }) => id))

describe('against the simulator', () => {
  it('lists every profile of one type of the Region', async () => {
    const { url, requests } = await startFrankfurt()
    const profiles = await connect(url).listInferenceProfiles('SYSTEM_DEFINED')
    expect(profiles.map(({ inferenceProfileId }) => inferenceProfileId).toSorted()).toEqual(EVERY_PROFILE.toSorted())
    expect(requests).toMatchObject([
      { path: '/inference-profiles?maxResults=1000&type=SYSTEM_DEFINED', signature: 'verified', status: 200 },
    ])
  })

  it('lists the models with how they can be invoked', async () => {
    const { url } = await startFrankfurt()
    expect(await connect(url).listFoundationModels()).toContainEqual({
      modelId: 'anthropic.claude-sonnet-4-6',
      modelName: 'Claude Sonnet 4.6',
      inferenceTypesSupported: ['INFERENCE_PROFILE'],
      modelLifecycle: { status: 'ACTIVE' },
    })
  })

  it('tells which exception AWS refused with', async () => {
    const { url } = await startFrankfurt({ credentials: { ...CREDENTIALS, accessKeyId: 'AKIDOTHER' } })
    const refused = connect(url).listFoundationModels()
    await expect(refused).rejects.toBeInstanceOf(ControlPlaneError)
    await expect(refused).rejects.toMatchObject({
      message: 'The control plane answered /foundation-models with 403 UnrecognizedClientException.',
      code: 'UnrecognizedClientException',
      retryAfterMs: undefined,
    })
  })
})

describe('listInferenceProfiles', () => {
  it('goes on until there is no next token, and hands each token back as it came', async () => {
    const { url, targets } = await startAnswering((page) => ({
      inferenceProfileSummaries: [{ inferenceProfileId: `p${page}`, status: 'ACTIVE', models: [] }],
      ...(page < 3 && { nextToken: `a+/=&${page}` }),
    }))
    const profiles = await connect(url).listInferenceProfiles('SYSTEM_DEFINED')
    expect(profiles.map(({ inferenceProfileId }) => inferenceProfileId)).toEqual(['p1', 'p2', 'p3'])
    expect(targets.map((target) => new URL(target, url).searchParams.get('nextToken'))).toEqual([
      null,
      'a+/=&1',
      'a+/=&2',
    ])
  })

  it.each([null, ''])('ends with the token %j', async (nextToken) => {
    const { url } = await startAnswering(() => ({ inferenceProfileSummaries: [], nextToken }))
    expect(await connect(url).listInferenceProfiles('SYSTEM_DEFINED')).toEqual([])
  })

  it('gives up on a listing that does not end', async () => {
    const { url, targets } = await startAnswering(() => ({ inferenceProfileSummaries: [], nextToken: 'again' }))
    await expect(connect(url).listInferenceProfiles('SYSTEM_DEFINED')).rejects.toThrow(
      'ListInferenceProfiles did not end after 50 pages.',
    )
    expect(targets.length).toBe(50)
  })
})

describe('an answer that its API does not allow', () => {
  it.each([
    ['half of a JSON text', '{"modelSummaries":[{"modelId":"CANARY'],
    ['a web page', '<html>CANARY</html>'],
    ['other JSON', '{"modelSummaries":[{"modelId":7,"modelName":"CANARY"}]}'],
    ['nothing', ''],
  ])('is %s, and none of it gets into the message', async (_, body) => {
    const { url } = await startUpstream((socket) => socket.write(answerOf(body)))
    const failed = connect(url).listFoundationModels()
    await expect(failed).rejects.toBeInstanceOf(ControlPlaneError)
    await expect(failed).rejects.toThrow(
      /^The control plane answered \/foundation-models with something else than its API says\.$/,
    )
  })

  it('may have members that nobody knew when this was written', async () => {
    const { url } = await startAnswering(() => ({ modelSummaries: [{ modelId: 'a.b', soon: 1 }], more: {} }))
    expect(await connect(url).listFoundationModels()).toEqual([{ modelId: 'a.b' }])
  })
})

describe('a refusal', () => {
  it.each([
    ['seconds', '7', 7000],
    ['a date', new Date(Date.now() + 3_600_000).toUTCString(), expect.closeTo(3_600_000, -5)],
    ['nothing', undefined, undefined],
    ['a date that has passed', new Date(0).toUTCString(), undefined],
    ['something else', 'soon', undefined],
  ])('says how long to wait: %s', async (_, retryAfter, retryAfterMs) => {
    const header = retryAfter === undefined ? '' : `retry-after: ${retryAfter}\r\n`
    const head = `HTTP/1.1 429 Slow down\r\nx-amzn-errortype: ThrottlingException:http://x\r\n${header}`
    const { url } = await startUpstream((socket) => socket.write(`${head}content-length: 0\r\n\r\n`))
    await expect(connect(url).listFoundationModels()).rejects.toMatchObject({
      code: 'ThrottlingException',
      retryAfterMs,
    })
  })

  it.each(['', 'x-amzn-errortype: <b>CANARY</b>\r\n'])('goes by its status without a type (%j)', async (header) => {
    const { url } = await startUpstream((socket) => {
      socket.write(`HTTP/1.1 502 Bad gateway\r\n${header}content-length: 0\r\n\r\n`)
    })
    await expect(connect(url).listFoundationModels()).rejects.toMatchObject({
      code: 'http-502',
      message: 'The control plane answered /foundation-models with 502 http-502.',
    })
  })
})

it('asks for the tags of a resource by its ARN, signed over the body', async () => {
  const bodies: string[] = []
  const { url } = await startUpstream((socket, request) => {
    bodies.push(request)
    socket.write(answerOf('{"tags":[{"key":"team","value":"search"},{"key":"__proto__","value":"x"}]}'))
  })
  const tags = await connect(url).listTagsForResource('arn:aws:bedrock:x:1:application-inference-profile/a')
  expect(Object.entries(tags)).toEqual([
    ['team', 'search'],
    ['__proto__', 'x'],
  ])
  expect(bodies[0]).toMatch(/^POST \/listTagsForResource HTTP\/1\.1\r\n/)
  expect(bodies[0]).toMatch(/\r\n\r\n\{"resourceARN":"arn:aws:bedrock:x:1:application-inference-profile\/a"\}$/)
})

it('looks at no element of a list that is longer than any', async () => {
  const { url } = await startAnswering(() => ({
    inferenceProfileSummaries: Array(1001).fill(1),
    modelSummaries: Array(5001).fill(1),
  }))
  const controlPlane = connect(url)
  for (const listing of [controlPlane.listInferenceProfiles('APPLICATION'), controlPlane.listFoundationModels()]) {
    const error = await listing.catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({ code: 'malformed', cause: { issues: { length: 1 } } })
  }
})

it('finds no tags where AWS names none', async () => {
  const { url } = await startUpstream((socket) => socket.write(answerOf('{}')))
  expect(await connect(url).listTagsForResource('arn')).toEqual({})
})

it('gives up on a control plane that does not answer', async () => {
  const { url } = await startUpstream(() => undefined)
  await expect(connect(url, { timeoutMs: 20 }).listFoundationModels()).rejects.toMatchObject({ name: 'TimeoutError' })
})

it('gives up on a listing whose pages come too slowly, however soon the first one came', async () => {
  const { url, targets } = await startAnswering((page) => {
    if (page > 1) return undefined
    return { inferenceProfileSummaries: [], nextToken: 'more' }
  })
  const listing = connect(url, { timeoutMs: 500 }).listInferenceProfiles('APPLICATION')
  await expect(listing).rejects.toMatchObject({ name: 'TimeoutError' })
  expect(targets).toHaveLength(2)
})

it('gives up on an answer that stops in the middle', async () => {
  const { url } = await startUpstream((socket) => socket.write(answerOf('{}', 100)))
  await expect(connect(url, { timeoutMs: 20 }).listFoundationModels()).rejects.toMatchObject({ name: 'TimeoutError' })
})

it('passes on that there are no credentials, and sends nothing', async () => {
  const { url, connections } = await startUpstream(() => undefined)
  const none = new ProxyError('no-credentials', 'none')
  await expect(connect(url, { authenticate: () => Promise.reject(none) }).listFoundationModels()).rejects.toBe(none)
  expect(connections()).toBe(0)
})

function connect(origin: string, options: Partial<Parameters<typeof createControlPlane>[0]> = {}): ControlPlane {
  const endpoint = new URL(origin)
  const pool = createUpstreamPool(endpoint)
  onTestFinished(() => pool.destroy())
  return createControlPlane({
    endpoint,
    pool,
    authenticate: createSigV4('eu-central-1', SOURCE),
    timeoutMs: 10_000,
    ...options,
  })
}

/** An upstream that answers its pages by their number, from 1 on, or not at all. */
async function startAnswering(answer: (page: number) => object | undefined) {
  const targets: string[] = []
  const { url } = await startUpstream((socket, request) => {
    const page = targets.push(request.split(' ')[1] ?? '')
    const body = answer(page)
    if (body) socket.write(answerOf(JSON.stringify(body)))
  })
  return { url, targets }
}

function answerOf(body: string, contentLength = Buffer.byteLength(body)): string {
  return `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: ${contentLength}\r\n\r\n${body}`
}
