import { Sha256 } from '@aws-crypto/sha256-js'
import { SignatureV4 } from '@aws-sdk/signature-v4'
import { describe, expect, it } from 'vitest'
import type { Credentials } from '../../../src/aws/credentials.ts'
import { answerSts, type SimulatedRole } from '../../../src/simulator/sts/answer-sts.ts'
import { createSessions } from '../../../src/simulator/sts/sessions.ts'
import { emptyRecord } from '../../fixtures/empty-record.ts'
import { CREDENTIALS } from '../../fixtures/start-frankfurt.ts'

const ROLE = 'arn:aws:iam::123456789012:role/developers'
const ASSUME = { Action: 'AssumeRole', Version: '2011-06-15', RoleArn: ROLE, RoleSessionName: 'laptop' }
const TAGGED = { 'Tags.member.1.Key': 'client', 'Tags.member.1.Value': 'laptop' }

const sessions = createSessions()

async function ask(
  parameters: Record<string, string>,
  role: Partial<SimulatedRole> = {},
  credentials: Credentials = CREDENTIALS,
  service = 'sts',
) {
  const body = new URLSearchParams(parameters).toString()
  const headers = { host: 'sts.eu-central-1.amazonaws.com', 'content-type': 'application/x-www-form-urlencoded' }
  const signer = new SignatureV4({ service, region: 'eu-central-1', credentials, sha256: Sha256 })
  const request = { method: 'POST', protocol: 'https:', hostname: headers.host, path: '/', headers, body }
  const { headers: signed } = await signer.sign(request)
  const record = {
    ...emptyRecord(),
    headers: Object.entries(signed).flat(),
    body: Buffer.from(body),
  }
  const roles = [{ arn: ROLE, ...role }]
  const world = { region: 'us-east-1', service: 'sts', serves: () => true, credentials: CREDENTIALS, sessions, roles }
  const answer = answerSts(record, { ...world, now: Date.now })
  const text = Buffer.concat(answer.chunks).toString('utf8')
  return {
    status: answer.status,
    text,
    code: /<Code>(\w+)</.exec(text)?.[1],
    message: /<Message>(.*)<\/Message>/.exec(text)?.[1],
  }
}

describe('AssumeRole', () => {
  it('opens a session of the role with its name and its tags', async () => {
    expect(await ask({ ...ASSUME, ...TAGGED })).toMatchObject({ status: 200, code: undefined })
    expect(sessions.all.at(-1)).toMatchObject({ name: 'laptop', roleArn: ROLE, tags: { client: 'laptop' } })
  })

  it.each<[string, Record<string, string>, Partial<SimulatedRole>, RegExp]>([
    [
      'a role that there is not',
      { RoleArn: `${ROLE}2` },
      {},
      /user\/proxy is not authorized to perform: sts:AssumeRole on resource: .*role\/developers2$/,
    ],
    ['a role without the external ID that it wants', {}, { externalId: 'x1' }, /sts:AssumeRole/],
    ['a role with another external ID', { ExternalId: 'x2' }, { externalId: 'x1' }, /sts:AssumeRole/],
    ['tags for a role that takes none', TAGGED, { allowsTags: false }, /sts:TagSession on resource/],
  ])('denies %s', async (_, given, role, message) => {
    expect(await ask({ ...ASSUME, ...given }, role)).toMatchObject({
      status: 403,
      code: 'AccessDenied',
      message: expect.stringMatching(message),
    })
  })

  it('refuses more time than the role gives, and more than an hour in a chain', async () => {
    const long = { ...ASSUME, DurationSeconds: '7200' }
    expect(await ask(long, { maxDurationS: 3600 })).toMatchObject({
      code: 'ValidationError',
      message: expect.stringContaining('MaxSessionDuration'),
    })
    const { credentials } = sessions.open({ name: 'ab', roleArn: ROLE, tags: {}, durationS: 900 })
    expect(await ask(long, {}, credentials)).toMatchObject({
      status: 400,
      message: expect.stringContaining('role chaining'),
    })
    expect((await ask(long)).status).toBe(200)
    expect((await ask(ASSUME, {}, credentials)).status).toBe(200)
  })
})

it.each<[string, Partial<Credentials>, string]>([
  ['a wrong secret', { secretAccessKey: 'wrong' }, 'SignatureDoesNotMatch'],
  ['a key of nobody', { accessKeyId: 'AKIDNOBODY' }, 'InvalidClientTokenId'],
])('refuses %s', async (_, wrong, code) => {
  expect(await ask(ASSUME, {}, { ...CREDENTIALS, ...wrong })).toMatchObject({ status: 403, code })
})

it('refuses a signature for another service, and a session that has ended', async () => {
  expect(await ask(ASSUME, {}, CREDENTIALS, 'bedrock')).toMatchObject({ status: 403, code: 'SignatureDoesNotMatch' })
  const { credentials } = sessions.open({ name: 'ended', roleArn: ROLE, tags: {}, durationS: 900 })
  sessions.end(({ name }) => name === 'ended')
  expect(await ask(ASSUME, {}, credentials)).toMatchObject({ status: 403, code: 'ExpiredToken' })
})

it('says who calls, and knows no other action', async () => {
  const { credentials } = sessions.open({ name: 'laptop', roleArn: ROLE, tags: {}, durationS: 900 })
  expect((await ask({ Action: 'GetCallerIdentity' }, {}, credentials)).text).toContain('assumed-role/developers/laptop')
  for (const Action of ['AssumeRoot', 'constructor', '__proto__']) {
    expect(await ask({ Action })).toMatchObject({ status: 400, code: 'InvalidAction' })
  }
})
