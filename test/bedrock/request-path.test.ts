import { expect, it } from 'vitest'
import { takeApartPath } from '../../src/bedrock/request-path.ts'

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
])('%s begins with the Region %s', (path, region, segments) => {
  expect(takeApartPath(path)).toEqual({ region, segments })
})
