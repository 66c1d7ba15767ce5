/**
 * Options of an HTTP/2 session, on either side: no limit on what Node accounts to its memory. Node never takes off what a
 * stream that was reset had still to send, so that a session which lives long would one day refuse every stream or header
 * with ENHANCE_YOUR_CALM. Memory is bounded without it: by the number of streams, the size of headers and backpressure.
 */
export const UNCOUNTED_MEMORY = { maxSessionMemory: 1_000_000 }
