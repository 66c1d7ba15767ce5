import { expect, it } from 'vitest'
import { parseYaml } from '../../src/settings/parse-yaml.ts'

it('Scalars stay the text that was written', () => {
  expect(parseYaml('token: 007\nopen: true\nhosts: [a, 1.0]')).toEqual({
    content: { token: '007', open: 'true', hosts: ['a', '1.0'] },
  })
})

it('A text that is no YAML is told by its line, not by its content', () => {
  expect(parseYaml('port: 1\n  bad: [CANARY')).toEqual({ brokenAtLine: expect.any(Number) })
})
