/** So much is worked on before the others get their turn: a few milliseconds, whatever the bytes are. */
const BYTES_PER_TURN = 512 * 1024
const PIECE_BYTES = 64 * 1024

/** True for so few bytes that they may be worked on in one turn. */
export function isQuick(byteLength: number): boolean {
  return byteLength <= BYTES_PER_TURN
}

/** Hands the bytes of chunks over piece by piece, with turns for others in between. */
export async function inPieces(chunks: readonly Buffer[], work: (piece: Buffer) => void): Promise<void> {
  let done = 0
  for (const chunk of chunks) {
    for (let at = 0; at < chunk.length; at += PIECE_BYTES) {
      const piece = chunk.subarray(at, at + PIECE_BYTES)
      work(piece)
      done += piece.length
      if (done < BYTES_PER_TURN) continue
      done = 0
      await nextTurn()
    }
  }
}

/** Resolves when whatever else is ready has had its turn. */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve)
  })
}
