import { currentTurn, type Turn } from '../../http/turn.ts'

/**
 * Holds the hand-over of a body to its promise: once, and in the turn in which its head was received, because a body that
 * nobody takes is lost, and one that two take is torn apart.
 */
export class Handover {
  #isDone = false
  readonly #turn: Turn | undefined

  /** To be made when the head arrives. One at any time is for a body that is kept. */
  constructor(when: 'in-this-turn' | 'at-any-time') {
    this.#turn = when === 'in-this-turn' ? currentTurn() : undefined
  }

  /** To be called by `pipeTo` before anything else. Throws where the body was taken before, or is taken too late. */
  take(): void {
    if (this.#isDone) throw new Error('The body of this response was taken before.')
    if (this.#turn?.isOver) throw new Error('The body of this response is taken later than in the turn of its head.')
    this.#isDone = true
  }
}
