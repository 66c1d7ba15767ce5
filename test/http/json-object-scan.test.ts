import { expect, it } from 'vitest'
import { ObjectScan, scanLongObject, scanObject } from '../../src/http/json-object-scan.ts'
import { pathTree } from '../../src/http/json-paths.ts'
import { MalformedJson } from '../../src/http/json-scanner.ts'

const TREE = pathTree(['a', 'b[]'])

it('tells what was found, where the object begins, and how many members it has', () => {
  const scan = new ObjectScan(TREE)
  for (const piece of [' {"a":1,', '"a":{},"c":', '2}']) scan.feed(Buffer.from(piece))
  const { found, begin, memberCount } = scan.finish()
  expect([found.map(({ path, start }) => [path, start]), begin, memberCount]).toEqual([
    [
      ['a', 2],
      ['a', 8],
    ],
    2,
    3,
  ])
})

it.each(['', '[]', '{"a":1', '{"a":1}x', '{"a"}', '{a:1}', '{"a":1,}', '{"b":[1,]}', '{"b":[1}'])(
  'throws on %j',
  (json) => {
    expect(() => scanObject([Buffer.from(json)], TREE)).toThrow(MalformedJson)
  },
)

it('does not go on gathering what nobody looks for so often', () => {
  const often = (times: number) => [Buffer.from(`{"b":[${'1,'.repeat(times - 1)}1]}`)]
  expect(scanObject(often(10_000), TREE).found).toHaveLength(10_000)
  expect(() => scanObject(often(10_001), TREE)).toThrow(MalformedJson)
})

it('reads a long object as it reads a short one', async () => {
  const text = 'x'.repeat(700_000)
  for (const json of ['{"a":1}', `{"c":"${text}","a":2,"b":[1,"${text}"]}`]) {
    const chunks = [Buffer.from(json)]
    expect(await scanLongObject(chunks, TREE)).toEqual(scanObject(chunks, TREE))
  }
  await expect(scanLongObject([Buffer.from(`{"c":"${text}"`)], TREE)).rejects.toThrow(MalformedJson)
})
