/**
 * For how many milliseconds a `retry-after` header asks to be left alone, in seconds or as a date (RFC 9110 §10.2.3); undefined
 * where it asks for nothing.
 */
export function retryAfterMs(header = ''): number | undefined {
  const milliseconds = /^\d+$/.test(header) ? Number(header) * 1000 : Date.parse(header) - Date.now()
  return milliseconds > 0 ? milliseconds : undefined
}
