import { expect, it } from 'vitest'
import { inPieces, isQuick, nextTurn } from '../../src/http/in-pieces.ts'

const MEBIBYTE = 1024 * 1024

it('hands every byte over once and in order, and lets others have turns in between', async () => {
  const chunks = [Buffer.alloc(3 * MEBIBYTE, 'a'), Buffer.alloc(10, 'b'), Buffer.alloc(MEBIBYTE, 'c')]
  let turn = 0
  const bytesInTurn: number[] = []
  let isOver = false
  const count = async () => {
    while (!isOver) {
      await nextTurn()
      turn++
    }
  }
  const counting = count()
  const seen: Buffer[] = []
  await inPieces(chunks, (piece) => {
    seen.push(piece)
    bytesInTurn[turn] = (bytesInTurn[turn] ?? 0) + piece.length
  })
  isOver = true
  await counting
  expect(Buffer.concat(seen).equals(Buffer.concat(chunks))).toBe(true)
  expect(Math.max(...bytesInTurn.filter((bytes) => bytes > 0))).toBeLessThanOrEqual(MEBIBYTE)
  expect(Math.max(...seen.map(({ length }) => length))).toBeLessThanOrEqual(64 * 1024)
})

it('calls quick what fits in one turn', () => {
  expect([isQuick(0), isQuick(100_000), isQuick(MEBIBYTE)]).toEqual([true, true, false])
})
