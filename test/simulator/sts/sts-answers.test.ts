import { expect, it } from 'vitest'
import { createSessions } from '../../../src/simulator/sts/sessions.ts'
import {
  assumedRoleArn,
  assumeRoleAnswer,
  callerIdentityAnswer,
  stsRefusalAnswer,
} from '../../../src/simulator/sts/sts-answers.ts'
import { StsRefusal } from '../../../src/simulator/sts/sts-refusal.ts'

const SESSION = createSessions(() => Date.parse('2026-11-29T12:00:00.500Z')).open({
  name: 'laptop',
  roleArn: 'arn:aws-us-gov:iam::123456789012:role/team/developers',
  tags: {},
  durationS: 900,
})
const textOf = ({ chunks }: { chunks: readonly Buffer[] }) => Buffer.concat(chunks).toString('utf8')

it('tells credentials and their end, to the second', () => {
  const text = textOf(assumeRoleAnswer(SESSION))
  expect(text).toContain(`<AccessKeyId>${SESSION.credentials.accessKeyId}</AccessKeyId>`)
  expect(text).toContain('<Expiration>2026-11-29T12:15:00Z</Expiration>')
  expect(text).toMatch(/^<AssumeRoleResponse xmlns="https:\/\/sts\.amazonaws\.com\/doc\/2011-06-15\/">/)
})

it('names a session by the last part of its role, in the partition of that', () => {
  expect(assumedRoleArn(SESSION)).toBe('arn:aws-us-gov:sts::123456789012:assumed-role/developers/laptop')
  expect(textOf(callerIdentityAnswer(assumedRoleArn(SESSION)))).toContain('<Account>123456789012</Account>')
})

it('tells a refusal with its code, and escapes what stands in it', () => {
  const { status, headers, ...answer } = stsRefusalAnswer(new StsRefusal(403, 'AccessDenied', 'a < b & c'))
  expect([status, headers['content-type']]).toEqual([403, 'text/xml'])
  expect(textOf(answer)).toContain(
    '<Error><Type>Sender</Type><Code>AccessDenied</Code><Message>a &lt; b &amp; c</Message></Error>',
  )
  expect(stsRefusalAnswer(new TypeError('oops')).status).toBe(500)
})
