import { describe, expect, it } from 'vitest'
import { GatheredChunks } from '../../src/http/gathered-chunks.ts'

function gather(chunks: readonly Buffer[]): readonly Buffer[] {
  const gathered = new GatheredChunks()
  for (const chunk of chunks) gathered.append(chunk)
  return gathered.finish()
}

const pieces = (count: number, bytes: number) => Array.from({ length: count }, (_, i) => Buffer.alloc(bytes, i % 251))

describe('Gathered chunks', () => {
  it('are the chunks that came, where they are large or few', () => {
    const large = pieces(40, 5000)
    const few = pieces(16, 1)
    expect(gather(large).map((chunk, i) => chunk === large[i])).toEqual(Array(40).fill(true))
    expect(gather([...few, ...large])).toHaveLength(56)
    expect(gather([])).toEqual([])
  })

  it('are copied together where they are small and many', () => {
    const many = pieces(200_000, 1)
    const gathered = gather(many)
    expect(gathered.length).toBeLessThan(25)
    expect(Buffer.concat(gathered).equals(Buffer.concat(many))).toBe(true)
  })

  it('take the memory of their bytes, also where small and large ones take turns', () => {
    const turns = pieces(2000, 4096).flatMap((chunk) => [chunk, Buffer.alloc(1)])
    const blocks = new Set(
      gather(turns)
        .filter(({ length }) => length === 1)
        .map(({ buffer }) => buffer),
    )
    expect(blocks.size).toBeLessThan(20)
  })

  it('stay in their order, whatever their sizes are', () => {
    const mixed = [...pieces(30, 3), ...pieces(2, 9000), ...pieces(30, 3999), ...pieces(1, 4096), ...pieces(5, 1)]
    expect(Buffer.concat(gather(mixed)).equals(Buffer.concat(mixed))).toBe(true)
  })
})
