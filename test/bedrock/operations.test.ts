import * as sdk from '@aws-sdk/client-bedrock-runtime'
import { describe, expect, it } from 'vitest'
import { OPERATIONS, operationNamed } from '../../src/bedrock/operations.ts'

/** Routes of bedrock-runtime that AWS documents as raw HTTP and puts into no SDK. */
const RAW_ROUTES = ['ChatCompletions', 'Responses', 'Messages']

describe('the operations table and the AWS SDK', () => {
  it('finds the operations of the installed SDK client', () => {
    expect(sdkOperations().length).toBeGreaterThanOrEqual(11)
  })

  it('has a row for every operation of the SDK, and none that nobody offers', () => {
    const names = OPERATIONS.map((operation) => operation.name)
    const known = [...sdkOperations(), ...RAW_ROUTES]
    const missing = known.filter((name) => !names.includes(name))
    expect(missing, 'operations of the SDK without a row in src/bedrock/operations.ts').toEqual([])
    const strange = names.filter((name) => !known.includes(name))
    expect(strange, 'rows that the SDK does not have; a raw route goes into RAW_ROUTES of this test').toEqual([])
  })

  it.each(sdkOperations())('sends %s with the method and to the path of the SDK', (name) => {
    const operation = OPERATIONS.find((candidate) => candidate.name === name)
    expect([operation?.method, operation?.path]).toEqual(sdkRoute(name))
  })
})

it('the operations table knows the query parameters of the SDK', async () => {
  const names = await queryOf({
    submitTimeAfter: new Date(0),
    submitTimeBefore: new Date(0),
    statusEquals: 'Failed',
    maxResults: 1,
    nextToken: 'a',
    sortBy: 'SubmissionTime',
    sortOrder: 'Ascending',
  })
  expect(operationNamed('ListAsyncInvokes').query.toSorted()).toEqual(names)
  expect(OPERATIONS.filter(({ query }) => query.length > 0).map(({ name }) => name)).toEqual([
    'ListAsyncInvokes',
    'Messages',
  ])
})

describe('the operations table and the metadata of the SDK', () => {
  it.each([
    [new sdk.ConverseCommand({ modelId: 'a', requestMetadata: { k: 'v' } }), 'body'],
    [new sdk.ConverseStreamCommand({ modelId: 'a', requestMetadata: { k: 'v' } }), 'body'],
    [new sdk.InvokeModelCommand({ modelId: 'a', requestMetadata: '{"k":"v"}' }), 'header'],
    [new sdk.InvokeModelWithResponseStreamCommand({ modelId: 'a', requestMetadata: '{"k":"v"}' }), 'header'],
  ] as const)('send it at the same place', async (command, place) => {
    const { headers, body } = await requestOf(command)
    expect(operationNamed(command.constructor.name.replace('Command', '')).metadata).toBe(place)
    expect(headers['x-amzn-bedrock-request-metadata']).toBe(place === 'header' ? '{"k":"v"}' : undefined)
    if (place === 'body') expect(JSON.parse(body)).toMatchObject({ requestMetadata: { k: 'v' } })
  })

  it('know no other operation that takes it', () => {
    const taking = OPERATIONS.filter(({ metadata }) => metadata !== 'nowhere').map(({ name }) => name)
    expect(taking).toEqual(['InvokeModel', 'InvokeModelWithResponseStream', 'Converse', 'ConverseStream'])
  })
})

/** What the SDK sends of a command, which goes nowhere. */
async function requestOf(command: object) {
  let seen: { headers: Record<string, string>; body: string } | undefined
  const client = new sdk.BedrockRuntimeClient({
    region: 'eu-west-1',
    credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
    maxAttempts: 1,
    requestHandler: {
      async handle({ headers, body }: { headers: Record<string, string>; body?: string | Uint8Array }) {
        seen = { headers, body: Buffer.from(body ?? '').toString() }
        throw new Error('That is enough.')
      },
    },
  })
  await client.send(command as sdk.ConverseCommand).catch(() => undefined)
  return seen as NonNullable<typeof seen>
}

/** The names by which the SDK sends what it is given. */
async function queryOf(input: sdk.ListAsyncInvokesCommandInput): Promise<string[]> {
  let names: string[] = []
  const client = new sdk.BedrockRuntimeClient({
    region: 'eu-west-1',
    credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
    maxAttempts: 1,
    requestHandler: {
      async handle({ query }: { query: object }) {
        names = Object.keys(query).toSorted()
        throw new Error('That is enough.')
      },
    },
  })
  await client.send(new sdk.ListAsyncInvokesCommand(input)).catch(() => undefined)
  return names
}

describe('the operations table', () => {
  it('names every operation once and every route once', () => {
    const routes = OPERATIONS.flatMap(({ method, path, aliases }) =>
      [...new Set([path, ...aliases])].map((one) => `${method} ${one}`),
    )
    expect(new Set(routes).size).toBe(routes.length)
    expect(new Set(OPERATIONS.map(({ name }) => name)).size).toBe(OPERATIONS.length)
  })

  it.each([...OPERATIONS])('finds the model of $name where its path says that it is', ({ path, model }) => {
    expect(model.in === 'path').toBe(path.includes('{modelId}'))
  })

  it('sends foundation model IDs only to the operations that refuse profiles', () => {
    const refusing = OPERATIONS.filter((operation) => !operation.takesProfile).map(({ name }) => name)
    expect(refusing).toEqual(['CountTokens', 'InvokeModelWithBidirectionalStream', 'StartAsyncInvoke'])
  })

  it.each([...OPERATIONS])(
    'resolves the model of $name by the catalog where it names one, and AWS answers it',
    (row) => {
      expect(row.resolvedBy).toBe(row.model.in === 'nowhere' ? 'nothing' : 'catalog')
      expect([row.answeredBy.who, row.via === 'nowhere']).toEqual(['upstream', false])
    },
  )

  it('takes a stream of events where the SDK sends one', () => {
    const streaming = OPERATIONS.filter((operation) => operation.body === 'events').map(({ name }) => name)
    expect(streaming).toEqual(['InvokeModelWithBidirectionalStream'])
  })

  it.each([
    ['StartAsyncInvoke', 'modelId'],
    ['ChatCompletions', 'model'],
    ['Responses', 'model'],
    ['Messages', 'model'],
  ])('finds the model of %s in the body field "%s"', (name, key) => {
    expect(OPERATIONS.find((operation) => operation.name === name)?.model).toEqual({ in: 'body', key })
  })
})

it('operationNamed finds a row by its name', () => {
  expect(operationNamed('InvokeModel').path).toBe('/model/{modelId}/invoke')
})

/** Every operation has a `…Command` class; what the client's other exports are called is of no concern. */
function sdkOperations(): string[] {
  return Object.keys(sdk)
    .filter((name) => name.endsWith('Command') && name !== '$Command')
    .map((name) => name.slice(0, -'Command'.length))
}

/** Method and path out of the client's schema of an operation: `[kind, namespace, name, { http: [method, path, status] }, …]`. */
function sdkRoute(name: string): unknown[] {
  const schema: unknown = Reflect.get(sdk, `${name}$`)
  const traits: unknown = Array.isArray(schema) ? schema[3] : undefined
  const route: unknown = traits instanceof Object ? Reflect.get(traits, 'http') : undefined
  return Array.isArray(route) ? route.slice(0, 2) : []
}
