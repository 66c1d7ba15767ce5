import { expect, it } from 'vitest'
import { explainSessionFailure } from '../../../src/aws/sign-in/explain-session-failure.ts'
import { ProxyError } from '../../../src/bedrock/errors.ts'

const ROLE = { roleArn: 'arn:aws:iam::123456789012:role/clients' }

it.each([
  [
    'User: canary is not authorized to perform: sts:TagSession on resource: canary',
    /: sts:TagSession is not allowed\./,
  ],
  [
    'User: canary is not authorized to perform: sts:AssumeRole on resource: canary',
    /: sts:AssumeRole is not allowed\./,
  ],
  ['canary', /: sts:AssumeRole or sts:TagSession is not allowed\./],
])('a refusal names the permission that is missing, and nothing else of what STS says: %s', async (words, message) => {
  const refusal = Object.assign(new Error(words), { name: 'AccessDenied', $metadata: { httpStatusCode: 403 } })
  const { trouble } = await explainSessionFailure(refusal, 'laptop', ROLE)
  expect(trouble).toMatchObject({
    kind: 'session-denied',
    code: 'client-session-refused',
    message: expect.stringMatching(message),
    facts: { role: ROLE.roleArn },
  })
  expect(trouble.message).toContain('the client laptop')
  expect(JSON.stringify(trouble)).not.toMatch(/canary/)
  expect(trouble.message).not.toContain('arn:')
})

it("what is wrong with the proxy's own credentials is said as it is for every request", async () => {
  const error = new ProxyError('no-credentials', 'None. Get some.')
  const { trouble } = await explainSessionFailure(error, 'laptop', ROLE)
  expect(trouble).toMatchObject({ kind: 'session-without-source', code: 'no-credentials', message: 'None. Get some.' })
})
