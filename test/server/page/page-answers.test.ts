import { describe, expect, it } from 'vitest'
import { PAGE_HEADERS, pageAnswer, pageJson } from '../../../src/server/page/page-answers.ts'

describe('The Content-Security-Policy of the page', () => {
  const policy = new Map(
    PAGE_HEADERS['content-security-policy']?.split('; ').map((one): [string, string] => {
      const [name = '', ...sources] = one.split(' ')
      return [name, sources.join(' ')]
    }),
  )

  it('lets nothing in but what this origin serves', () => {
    expect(policy.get('default-src')).toBe("'none'")
    for (const name of ['script-src', 'style-src', 'connect-src', 'img-src']) expect(policy.get(name)).toBe("'self'")
    expect([...policy.values()].join(' ')).not.toMatch(/unsafe|data:|https?:|\*/)
  })

  it.each(['base-uri', 'form-action', 'frame-ancestors'])('allows no %s', (name) => {
    expect(policy.get(name)).toBe("'none'")
  })
})

it('Nothing of the page is kept, framed, guessed at or told to others', () => {
  expect(PAGE_HEADERS).toMatchObject({
    'x-frame-options': 'DENY',
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cache-control': 'no-store',
    'cross-origin-resource-policy': 'same-origin',
  })
})

it('Texts and data have these headers, with their status', () => {
  expect(pageAnswer('text/css', 'a')).toEqual({
    status: 200,
    contentType: 'text/css',
    body: 'a',
    headers: PAGE_HEADERS,
  })
  expect(pageJson({ a: 1 }, 404)).toMatchObject({ status: 404, body: '{"a":1}', headers: PAGE_HEADERS })
})
