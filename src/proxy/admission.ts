import type { ProxyError } from '../bedrock/errors.ts'
import type { Body } from './body.ts'

/** Who sent a request, as far as they were asked, and what they have yet to prove. */
export type Caller = {
  /** The name of the client token that was shown; undefined where none is asked for. */
  readonly client: string | undefined
  /** False where `checkBody` or `checkStream` has yet to tell whether it is the client that it says it is. */
  readonly isProved: boolean
  /** True where `checkBody` compares the digest of the body, so that it is worth taking while the body arrives. */
  readonly signsBody: boolean
  /**
   * To be called with every whole body before it is used: a signature covers it.
   * @throws ProxyError `client-signature`
   */
  readonly checkBody: (body: Body) => void
  /**
   * To be called in place of `checkBody` for a body that is never whole.
   * @throws ProxyError `client-signature`
   */
  readonly checkStream: () => void
}

/** What the listening side grants to one request. */
export type Admission = Omit<Caller, 'isProved'> & {
  /**
   * Takes room for so many more bytes that have arrived, until the request is over.
   * @throws ProxyError `too-many-bytes`
   */
  readonly reserve: (bytes: number) => void
  /**
   * From now on the request waits for its client, to send or to read; with every byte that is reserved the wait begins anew.
   * `giveWay` is called where others need its room: it ends the request, with that error where one can still be told.
   */
  readonly awaitClient: (giveWay: (error: ProxyError) => void) => void
  /** It waits no longer. */
  readonly goOn: () => void
}

/** The room that a body takes as it comes, who is told that it is waited for, and whether its digest is wanted. */
export type BodyRoom = Pick<Admission, 'reserve' | 'awaitClient' | 'goOn' | 'signsBody'>
