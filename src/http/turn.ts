/** One turn of the event loop: the same object for everybody who asks in it. */
export type Turn = { readonly isOver: boolean }

let current: { isOver: boolean } | undefined

/** The turn of this moment. Whoever asks first in a turn makes one callback, however many ask after it. */
export function currentTurn(): Turn {
  if (current) return current
  const begun = { isOver: false }
  current = begun
  setImmediate(() => {
    begun.isOver = true
    current = undefined
  })
  return begun
}
