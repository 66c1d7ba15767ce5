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

/** What may wait for the end of a turn. */
export type Patient = { readonly proceed: () => void }

let patient: Patient[] = []

/**
 * Lets somebody go on at the end of this turn, together with all who wait for that. What each of them writes then goes out in one go:
 * a reader that sleeps is woken once for all of it, which costs more than most of what a request does (docs/decisions/0033).
 */
export function atEndOfTurn(one: Patient): void {
  if (patient.push(one) === 1) setImmediate(endTurn)
}

function endTurn(): void {
  const all = patient
  patient = []
  for (const one of all) one.proceed()
}
