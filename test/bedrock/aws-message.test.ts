import { expect, it } from 'vitest'
import { awsMessageIn } from '../../src/bedrock/aws-message.ts'

it.each([
  ['{"message":"The service says so."}', 'The service says so.'],
  ['{"Message":"IAM says so."}', 'IAM says so.'],
  ['{"error":{"message":"A door says so."}}', 'A door says so.'],
  ['{"message":1}', ''],
  ['null', ''],
  ['<html>', ''],
  ['', ''],
])('reads in %s what AWS says', (text, message) => {
  expect(awsMessageIn(text)).toBe(message)
})
