import { expect, it } from 'vitest'
import { authorityInTarget, takeOriginForm, withoutUserInfo } from '../../src/http/absolute-form.ts'
import type { IncomingRequest } from '../../src/http/dual-server.ts'

it.each([
  ['http://127.0.0.1:8223/model/a/invoke?x=1', '127.0.0.1:8223', '/model/a/invoke?x=1'],
  ['HTTP://localhost/a', 'localhost', '/a'],
  ['http://localhost', 'localhost', '/'],
  ['http://localhost?x', 'localhost', '/?x'],
  ['http://user@localhost//a', 'user@localhost', '//a'],
])('%s names an authority and a path', (url, authority, path) => {
  const request = { url } as IncomingRequest
  expect(authorityInTarget(request)).toBe(authority)
  takeOriginForm(request)
  expect(request.url).toBe(path)
})

it.each(['/model/a/invoke', '/http://localhost/a', '*', '//localhost/a', 'https://localhost/a', ''])(
  '%s stays as it is',
  (url) => {
    const request = { url } as IncomingRequest
    expect(authorityInTarget(request)).toBeUndefined()
    takeOriginForm(request)
    expect(request.url).toBe(url)
  },
)

it.each([
  ['http://user:secret@localhost/a', 'http://localhost/a'],
  ['HTTPS://user@localhost', 'HTTPS://localhost'],
  ['ftp://user:p@ss@localhost/a@b', 'ftp://localhost/a@b'],
  ['http://localhost/a@b', 'http://localhost/a@b'],
  ['/model/a@b/invoke', '/model/a@b/invoke'],
  ['*', '*'],
])('%s is shown as %s', (target, shown) => {
  expect(withoutUserInfo(target)).toBe(shown)
})
