import { expect, it } from 'vitest'
import { takeApartPath } from '../../src/bedrock/request-path.ts'

const FIRST_WORDS = new Set(['model', 'v1'])

it.each<[string, string | undefined, string[]]>([
  ['/model/a/invoke', undefined, ['', 'model', 'a', 'invoke']],
  ['/us-west-2/model/a/invoke', 'us-west-2', ['', 'model', 'a', 'invoke']],
  ['//us-west-2//model/a', 'us-west-2', ['', 'model', 'a']],
  ['/model/us-west-2/invoke', undefined, ['', 'model', 'us-west-2', 'invoke']],
  ['/us-west-2', 'us-west-2', ['']],
  ['us-west-2/model', undefined, ['us-west-2', 'model']],
  ['/US-WEST-2/model', undefined, ['', 'US-WEST-2', 'model']],
  ['/us-west-2%2Fmodel', undefined, ['', 'us-west-2%2Fmodel']],
  ['/', undefined, ['', '']],
  ['/model/a/', undefined, ['', 'model', 'a']],
  ['/model//', undefined, ['', 'model']],
  ['', undefined, ['']],
])('%s begins with the Region %s', (path, region, segments) => {
  expect(takeApartPath(path, FIRST_WORDS)).toEqual({ region, segments })
})

it.each<[string, string | undefined]>([
  ['/bedrock/model/a', undefined],
  ['/my/own_base/model/a', undefined],
  ['/bedrock/us-west-2/model/a', 'us-west-2'],
])('a base path is left out of %s', (path, region) => {
  expect(takeApartPath(path, FIRST_WORDS)).toEqual({ region, segments: ['', 'model', 'a'] })
})

it.each([
  ['a geography', '/eu/model/a'],
  ['a Region in capitals', '/US-WEST-2/model/a'],
  ['a made-up geography', '/ap/model/a'],
  ['a second Region', '/us-west-2/eu-west-1/model/a'],
  ['a base path behind the Region', '/us-west-2/bedrock/model/a'],
  ['dots', '/../model/a'],
  ['an escape', '/a%2Fb/model/a'],
  ['no operation behind it', '/bedrock/other/a'],
  ['too many words', '/a/b/c/d/e/model/a'],
])('%s is no base path', (_, path) => {
  expect(takeApartPath(path, FIRST_WORDS).segments).not.toEqual(['', 'model', 'a'])
})
