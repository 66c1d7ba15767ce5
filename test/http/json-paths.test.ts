import { expect, it } from 'vitest'
import { memberTree, type PathTree, pathTree } from '../../src/http/json-paths.ts'

type Shown = { [key: string]: Shown | string }

function show({ path, members, each }: PathTree): Shown | string {
  const wanted = members.flatMap((alike = []) => alike)
  const below = [...wanted.map(({ key, tree }) => [key.toString(), show(tree)]), ...(each ? [['[]', show(each)]] : [])]
  const shown = Object.fromEntries(below)
  return below.length === 0 ? (path ?? '') : path === undefined ? shown : { ...shown, '': path }
}

it('puts paths together by what they begin with', () => {
  expect(show(pathTree(['model', 'tools', 'tools[].name', 'tools[].input.x[][]', 'a.b']))).toEqual({
    model: 'model',
    tools: { '': 'tools', '[]': { name: 'tools[].name', input: { x: { '[]': { '[]': 'tools[].input.x[][]' } } } } },
    a: { b: 'a.b' },
  })
})

it('looks for one key, whatever stands in it', () => {
  expect(show(memberTree('a.b[]'))).toEqual({ 'a.b[]': 'a.b[]' })
})
