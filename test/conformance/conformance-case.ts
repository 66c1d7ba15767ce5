/** Bytes that a client sends, and what must become of them. */
export type ConformanceCase = {
  /** What is sent. */
  readonly title: string
  readonly bytes: Buffer
  /**
   * What must come back. HTTP/1.1: the status lines, and the connection always ends. HTTP/2: what became of the streams,
   * the GOAWAY, and whether the connection was closed. Where releases of Node differ, what each says, between bars.
   */
  readonly answer: string
  /** The bodies of the requests that must reach Bedrock, each as one well-framed message. */
  readonly upstream: readonly string[]
}

export const NOTHING: readonly string[] = []

/** Cases that share what must become of them. */
export function answering(
  answer: string,
  upstream: readonly string[],
  rows: readonly (readonly [title: string, bytes: string | Buffer])[],
): ConformanceCase[] {
  return rows.map(([title, bytes]) => ({
    title,
    bytes: typeof bytes === 'string' ? Buffer.from(bytes, 'latin1') : bytes,
    answer,
    upstream,
  }))
}
