import { expect, it } from 'vitest'
import { missingSigv4Proxy } from '../../bench/contenders/aws-sigv4-proxy.ts'
import { CONTENDERS } from '../../bench/contenders/contender-table.ts'
import { WORKLOADS } from '../../bench/workloads.ts'

it.each([
  ['unset', undefined, 'AWS_SIGV4_PROXY does not say where it is, left out'],
  ['wrong', '/nonexistent/aws-sigv4-proxy', 'AWS_SIGV4_PROXY names no file, left out'],
  ['right', process.execPath, undefined],
])('aws-sigv4-proxy takes part where its variable is not %s', (_, path, reason) => {
  expect(missingSigv4Proxy(path)).toBe(reason)
})

it.each(WORKLOADS)('$title: this proxy takes part, and a bare relay to compare it with', ({ version }) => {
  const able = CONTENDERS.filter(({ versions }) => versions.includes(version)).map(({ name }) => name)
  expect(able).toContain('this-proxy')
  expect(able.filter((name) => name.startsWith('bare-relay'))).toHaveLength(1)
})
