import type { Body } from './body.ts'

/** Who sent a request, as far as they were asked, and what they have yet to prove. */
export type Caller = {
  /** The name of the client token that was shown; undefined where none is asked for. */
  readonly client: string | undefined
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
export type Admission = Caller & {
  /**
   * Takes room for so many more bytes of the body, until the request is over.
   * @throws ProxyError `too-many-bytes`
   */
  readonly reserve: (bytes: number) => void
}
