import { expect, it } from 'vitest'
import { constraintBroken, denied } from '../../../src/simulator/sts/sts-refusal.ts'

it('says what AWS says', () => {
  expect(constraintBroken('roleSessionName', 'a', 'Member must be longer')).toMatchObject({
    status: 400,
    code: 'ValidationError',
    message:
      "1 validation error detected: Value 'a' at 'roleSessionName' failed to satisfy constraint: Member must be longer",
  })
  expect(denied('somebody', 'sts:AssumeRole', 'a-role')).toMatchObject({
    status: 403,
    code: 'AccessDenied',
    message: 'User: somebody is not authorized to perform: sts:AssumeRole on resource: a-role',
  })
})
