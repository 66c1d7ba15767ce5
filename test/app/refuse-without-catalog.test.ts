import { expect, it } from 'vitest'
import { refuseWithoutCatalog } from '../../src/app/refuse-without-catalog.ts'
import { ProxyError } from '../../src/bedrock/errors.ts'

it.each([
  [new ProxyError('no-credentials', 'Run `aws sso login`.'), /no-credentials.*aws sso login.*--discovery auto/],
  [new Error('connect ECONNREFUSED'), /Allow bedrock:ListInferenceProfiles.*--discovery auto/],
])('A start without a catalog fails with what to do (%#)', (cause, words) => {
  expect(() => refuseWithoutCatalog(cause)).toThrow(expect.objectContaining({ name: 'ProxyStartError', cause }))
  expect(() => refuseWithoutCatalog(cause)).toThrow(words)
})
