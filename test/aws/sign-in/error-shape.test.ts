import { expect, it } from 'vitest'
import { shapeOf } from '../../../src/aws/sign-in/error-shape.ts'

it.each([
  [
    Object.assign(new Error('x'), { name: 'AccessDenied', $metadata: { httpStatusCode: 403 } }),
    { name: 'AccessDenied', statusCode: 403, isAnswer: true },
  ],
  [new Error('ForbiddenException: No access'), { name: 'ForbiddenException', statusCode: undefined, isAnswer: true }],
  [Object.assign(new Error('x'), { statusCode: 404 }), { name: 'Error', statusCode: 404, isAnswer: false }],
  [new Error('Error: connect ECONNREFUSED 127.0.0.1:1'), { code: 'ECONNREFUSED', isAnswer: false }],
  [Object.assign(new Error('x'), { code: 'ENOENT' }), { code: 'ENOENT', isAnswer: false }],
  ['no error at all', { name: '', words: '', isAnswer: false }],
  [undefined, { name: '', words: '', isAnswer: false }],
])('what was thrown is known by its name, its code, and whether AWS has answered: %s', (thrown, shape) => {
  expect(shapeOf(thrown)).toMatchObject(shape)
})
