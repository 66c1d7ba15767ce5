/** The proxy cannot be started; the message is the one line to show. */
export class ProxyStartError extends Error {
  override readonly name = 'ProxyStartError'
}
