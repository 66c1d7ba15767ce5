import { syncBuiltinESMExports } from 'node:module'
import tls from 'node:tls'
import { onTestFinished } from 'vitest'

/** Counts from now on, to the end of the test, how often anybody makes a context for TLS, which takes tens of milliseconds. */
export function countContexts(): () => number {
  const original = tls.createSecureContext
  let count = 0
  const put = (create: typeof original) => {
    tls.createSecureContext = create
    syncBuiltinESMExports()
  }
  put((options) => {
    count += 1
    return original(options)
  })
  onTestFinished(() => put(original))
  return () => count
}
