import type { Admission } from './admission.ts'

/** Takes room for the most bytes that it is told of at a time: a piece gives its room to the next one. Throws as `reserve` does. */
export function holdMost(room: Pick<Admission, 'reserve'>): (bytes: number) => void {
  let most = 0
  return (bytes) => {
    if (bytes <= most) return
    room.reserve(bytes - most)
    most = bytes
  }
}
